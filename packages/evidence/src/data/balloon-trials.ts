/** The balloon against none in infarct shock. */
import type { Study } from "../study.ts";

export const BALLOON_TRIALS: readonly Study[] = [
  {
    id: "iabp-shock-2010",
    title: "IABP-SHOCK (Prondzinsky)",
    year: 2010,
    design: "RCT",
    population: "AMI cardiogenic shock, PCI",
    arms: [
      { arm: "IABP", total: 19 },
      { arm: "control", total: 21 },
    ],
    outcomes: [
      {
        outcome: "death in hospital",
        favourable: false,
        arms: [
          { arm: "IABP", events: 7, total: 19 },
          { arm: "control", events: 6, total: 21 },
        ],
        percents: ["36.8", "28.6"],
        status: "RECALLED",
        note: "36.8% v 28.6%; n=40 analysed READ (PMC8387780 Table 3), 45 randomised RECALLED; endpoint APACHE II, NS",
      },
    ],
    source: "review table for n, design",
    address: "https://pmc.ncbi.nlm.nih.gov/articles/PMC8387780/table/suab074-T3",
    status: "READ",
    statusNote: "READ (n) / RECALLED (counts)",
    remark: "Prondzinsky 2012 Shock 37:378-84: haemodynamics, same 40 patients (RECALLED)",
  },
  {
    id: "tactics-2005",
    title: "TACTICS (Ohman)",
    year: 2005,
    design: "RCT",
    population: "MI with hypotension/shock, thrombolysis",
    arms: [
      { arm: "IABP", total: 30 },
      { arm: "control", total: 27 },
    ],
    outcomes: [
      {
        outcome: "death 30 d",
        favourable: false,
        arms: [
          { arm: "IABP", events: 8, total: 30 },
          { arm: "control", events: 9, total: 27 },
        ],
        status: "RECALLED",
      },
      {
        outcome: "death 6 mo",
        favourable: false,
        arms: [
          { arm: "IABP", events: null, total: 30 },
          { arm: "control", events: null, total: 27 },
        ],
        percents: ["34", "43"],
        basis: "kaplan-meier",
        status: "RECALLED",
        note: "34% v 43%; no counts give these, so they are taken for Kaplan-Meier figures",
      },
    ],
    source: "n=57 READ",
    address: "https://pmc.ncbi.nlm.nih.gov/articles/PMC8387780/table/suab074-T3",
    status: "READ",
    statusNote: "READ (n) / RECALLED (counts)",
  },
  {
    id: "iabp-shock-ii",
    title: "IABP-SHOCK II",
    year: 2012,
    design: "RCT, open label",
    population: "AMI cardiogenic shock, early revascularisation, Germany",
    arms: [
      { arm: "IABP", total: 301, note: "300 analysed" },
      { arm: "control", total: 299, note: "298 analysed" },
    ],
    outcomes: [
      {
        outcome: "death 30 d",
        favourable: false,
        arms: [
          { arm: "IABP", events: 119, total: 300 },
          { arm: "control", events: 123, total: 298 },
        ],
        measure: "RR",
        effect: "0.96",
        ci95: ["0.79", "1.17"],
        p: "0.69",
        status: "READ",
      },
      {
        outcome: "death 12 mo",
        favourable: false,
        arms: [
          { arm: "IABP", events: 155, total: 299 },
          { arm: "control", events: 152, total: 296 },
        ],
        percents: ["52", "51"],
        status: "RECALLED",
        note: "595 of 600 followed; 52% v 51%; IABP READ, control RECALLED",
      },
      {
        outcome: "death 6.2 y",
        favourable: false,
        arms: [
          { arm: "IABP", events: null, total: null },
          { arm: "control", events: null, total: null },
        ],
        percents: ["66.3", "67.0"],
        measure: "RR",
        effect: "0.99",
        ci95: ["0.88", "1.11"],
        p: "0.98",
        status: "READ",
        note: "66.3% v 67.0%; 591 followed",
      },
      {
        outcome: "major bleeding %",
        favourable: false,
        arms: [
          { arm: "IABP", events: null, total: 300 },
          { arm: "control", events: null, total: 298 },
        ],
        percents: ["3.3", "4.4"],
        status: "READ",
        note: "3.3 v 4.4, P 0.51; peripheral ischaemia 4.3 v 3.4; sepsis 15.7 v 20.5; stroke 0.7 v 1.7",
      },
    ],
    source: "trial summary; abstracts",
    address: "https://journaljams.org/study/iabp-shock-ii-2012.html",
    more: [
      "http://www.cardioprogress.ru/en/clinical-trials/iabp-shock-ii-randomized-comparison-of-intraaortic-balloon-counterpuls.html",
      "https://research.uni-luebeck.de/en/publications/intra-aortic-balloon-counterpulsation-in-acute-myocardial-infarct",
      "https://www.ahajournals.org/doi/10.1161/CIRCULATIONAHA.118.038201",
    ],
    status: "READ",
  },
  {
    id: "cochrane-iabp-2015",
    title: "Unverzagt (Cochrane IABP)",
    year: 2015,
    design: "Cochrane review, IPD where available",
    population: "AMI cardiogenic shock; 7 trials, 790 patients",
    arms: [
      { arm: "IABP", total: 406 },
      { arm: "control", total: 384 },
    ],
    outcomes: [
      {
        outcome: "death 30 d",
        favourable: false,
        arms: [
          { arm: "IABP", events: null, total: 406 },
          { arm: "control", events: null, total: 384 },
        ],
        measure: "HR",
        effect: "0.95",
        ci95: ["0.76", "1.19"],
        basis: "pooled",
        status: "RECALLED",
      },
    ],
    source: "n=790 READ (PMC8387780 T3); review page seen, result not in the excerpt",
    address: "https://cochranelibrary.com/cdsr/doi/10.1002/14651858.CD007398.pub3/full/fr",
    status: "READ",
    statusNote: "READ (n) / RECALLED (effect)",
  },
];
