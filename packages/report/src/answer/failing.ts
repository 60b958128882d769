/** Details, part 1: when the balloon fails. */
import { type Block, byCommand, type Claim, drawn } from "./claim.ts";
import { judgedPatients } from "./cohort.ts";
import { answerCommand } from "./commands.ts";
import type { AnswerData, LadderResult } from "./data.ts";
import { DISTENSION } from "./distended.ts";
import { ladderFigure } from "./figures.ts";
import { type Verdict, verdictOf } from "./verdict.ts";
import { asValue, change, counted, countedText, listed } from "./words.ts";

type Step = LadderResult["steps"][number];

export const stepVerdict = ({ wedge_change_mmHg: wedge, edp_change_mmHg: edp, flow_change_L_min: flow }: Step) =>
  verdictOf({ wedge, edp, flow });

export async function failingBlocks(data: AnswerData): Promise<Block[]> {
  return [
    { claims: [notEjecting(data), ...data.ladders.map((one) => ladderClaim(data, one))] },
    await drawn("limits", "Where the balloon under VA-ECMO stops helping", (theme) => ladderFigure(data, theme)),
  ];
}

function notEjecting(data: AnswerData): Claim {
  const shut = judgedPatients(data).filter(
    ({ patient }) => (patient.added.before.aortic_valve_open_fraction ?? 1) < DISTENSION.valve_open_below,
  );
  const helped = counted(shut.filter(({ verdict }) => verdict === "helps").length, shut.length);
  const opens = shut.filter(
    ({ patient }) => (patient.added.after.aortic_valve_open_fraction ?? 0) >= DISTENSION.valve_open_below,
  ).length;
  return byCommand(
    answerCommand(data),
    shut.length === 0
      ? "No virtual patient has an aortic valve that stays shut on VA-ECMO."
      : `**A heart that does not eject.** ${shut.length} virtual patients have an aortic valve that all but stays shut on VA-ECMO; the balloon helps ${countedText(helped)}, and opens the valve in ${opens}. Where it stays shut there is no ejection that the balloon could ease.`,
    { shut: shut.length, helped: asValue(helped), opens },
  );
}

/** Where on a ladder the verdict is no longer that it helps. */
function ladderClaim(data: AnswerData, { patient, parameter, steps }: LadderResult): Claim {
  const { label, unit } = data.words[parameter] ?? { label: parameter, unit: "" };
  const told = steps.map((step) => ({ ...step, verdict: stepVerdict(step) }));
  const at = (verdict: Verdict): string[] =>
    told.filter((s) => s.verdict === verdict).map((s) => String(Number(s.value.toPrecision(3))));
  const groups = (["helps", "nothing", "hurts"] as const)
    .filter((verdict) => at(verdict).length > 0)
    .map((verdict) => `${verdict === "nothing" ? "does nothing" : verdict} at ${listed(at(verdict))}`);
  const last = told[told.length - 1];
  const end = `at ${Number(last.value.toPrecision(3))} wedge ${change(last.wedge_change_mmHg)}, LV end-diastolic pressure ${change(last.edp_change_mmHg)} mmHg`;
  return byCommand(
    answerCommand(data),
    `${patient}, ${label}${unit && unit !== "1" ? ` (${unit})` : ""}: ${groups.join(", ")}; ${end}.`,
    {
      parameter,
      steps: told.map(({ value, verdict, wedge_change_mmHg, edp_change_mmHg, flow_change_L_min }) => ({
        value,
        verdict,
        wedge_change_mmHg,
        edp_change_mmHg,
        flow_change_L_min,
      })),
    },
  );
}
