/** What publications state beside their outcomes: numbers of patients, and figures printed in a second place. */
import type { Claim } from "../check/claim.ts";

const sum = (study: string, claim: string, parts: readonly number[], stated_total: string): Claim => ({
  study,
  kind: "sum",
  claim,
  parts,
  stated_total,
});

/** By study. */
export const STATED: Readonly<Record<string, readonly Claim[]>> = {
  "aso-2016": [
    {
      ...sum("aso-2016", "patients with and without the balloon", [604, 1064], "1,650"),
      note: "The arms add up with 1,046 in the second, two digits of which then changed places.",
    },
  ],
  "aso-2016-all-ecmo": [
    {
      study: "aso-2016-all-ecmo",
      kind: "proportion",
      claim: "died in hospital after weaning, of those weaned",
      events: 1994,
      total: 3389,
      stated_pct: "37.9",
      denominators: { "all VA-ECMO patients": 5263 },
      note: "The percentage is of all patients, weaned or not; it is no mortality of the weaned.",
    },
  ],
  "shin-2011": [
    sum("shin-2011", "ECPR patients of Chen and Shin", [59, 85], "144"),
    sum("shin-2011", "CPR patients of Chen and Shin", [113, 321], "434"),
  ],
  "cheng-2009": [
    sum("cheng-2009", "patients with an assist device", [21, 19, 13], "53"),
    sum("cheng-2009", "patients with IABP", [20, 14, 13], "47"),
  ],
  "burkhoff-2006": [
    {
      study: "burkhoff-2006",
      kind: "proportion",
      claim: "mortality as a second review prints it (PMC5640487), TandemHeart",
      events: 9,
      total: 19,
      stated_pct: "53",
      note: "Survival under a heading of mortality; only 9 of 19 v 5 of 14 deaths reproduce the pooled risk ratio.",
    },
    {
      study: "burkhoff-2006",
      kind: "proportion",
      claim: "mortality as a second review prints it (PMC5640487), IABP",
      events: 5,
      total: 14,
      stated_pct: "64",
    },
  ],
  "iabp-shock-ii": [sum("iabp-shock-ii", "patients randomised", [301, 299], "600")],
  "iabp-shock-2010": [sum("iabp-shock-2010", "patients analysed", [19, 21], "40")],
  "lin-2016": [sum("lin-2016", "patients", [302, 227], "529")],
  "li-2019": [sum("li-2019", "patients", [2291, 2285], "4,576")],
  "wang-2024": [sum("wang-2024", "patients", [4807, 3952], "8,759")],
  "meertens-2023": [
    {
      ...sum("meertens-2023", "patients with and without the balloon", [1136, 2964], "5,063"),
      note: "963 patients stand in neither group, or one of the two numbers is misprinted.",
    },
  ],
  "vallabhajosyula-2018": [
    {
      study: "vallabhajosyula-2018",
      kind: "comparison",
      claim: "relative reduction in the AMI subgroup, %: that of the RR 0.56 against the text's",
      stated: "44",
      elsewhere: "18.5",
      where: "the text of the same abstract",
    },
  ],
  "ouweneel-2016": [sum("ouweneel-2016", "matched pairs in arrest", [219, 219], "438")],
  "prague-ohca": [sum("prague-ohca", "patients", [124, 132], "256")],
  "ecmo-cs": [sum("ecmo-cs", "patients", [58, 59], "117")],
  "ecls-shock": [sum("ecls-shock", "patients", [209, 208], "417")],
  "euro-shock": [
    sum("euro-shock", "patients", [17, 18], "35"),
    {
      study: "euro-shock",
      kind: "proportion",
      claim: "death 30 d, VA-ECMO, of those randomised",
      events: null,
      total: 17,
      stated_pct: "43.8",
      denominators: { "one patient fewer": 16 },
      note: "One patient must have been left out.",
    },
  ],
  "zeymer-2023": [sum("zeymer-2023", "patients", [284, 283], "567")],
  "four-trials-2024": [sum("four-trials-2024", "patients of the four trials", [417, 42, 35, 117], "611")],
  "early-unload": [sum("early-unload", "patients", [58, 58], "116")],
  "danger-shock": [sum("danger-shock", "patients", [179, 176], "355")],
  anzhen: [sum("anzhen", "patients planned", [179, 179], "358")],
  "unload-ecmo": [sum("unload-ecmo", "patients planned", [99, 99], "198")],
};
