/** A small answer's data, made up so that every verdict stands in it. */
import type { AnswerData } from "../../src/index.ts";

type Values = AnswerData["patients"][number]["none"];

const state = (wedge: number, edp: number, flow: number, open = 0.3): Values => ({
  pcwp_mmHg: wedge,
  lv_edp_mmHg: edp,
  total_flow_L_min: flow,
  aortic_valve_open_fraction: open,
  pulse_pressure_mmHg: 2 * wedge,
  aortic_mean_mmHg: 70,
  lvef_pct: 20,
  cvp_mmHg: 10,
  co_native_L_min: flow - 4,
  lv_peak_wall_stress_kPa: 20,
  lv_mvo2_mL_min: 9,
  coronary_flow_mL_min: 200,
});

function patient(draw: number, fall: number, edpChange: number, open = 0.3): AnswerData["patients"][number] {
  const [before, after] = [state(25 + draw, 30, 5, open), state(25 + draw - fall, 30 + edpChange, 5.2)];
  return {
    id: `p${draw}`,
    draw,
    drawn: { "lv.Ees": 1 + fall / 10, "lv.V0": (draw * 7) % 5 },
    none: state(open < 0.05 ? 20 : 22 + draw, 28, 3.5),
    iabp: state(20, 25, 4),
    ecmo: before,
    both: after,
    added: { before, after },
    unsettled: [],
  };
}

const row = (n: number, endpoint: string, power: number) => ({
  ...{ n, endpoint, power, mc_error: 0.02, ci_halfwidth: 1.7, true_effect: -4.4, analysed: n },
});

const scenario = (effect: string, power: number): AnswerData["trials"][number]["scenarios"][number] => ({
  ...{ effect, power, harm: 0, mc_error: 0.01, expected_n: 560 },
  duration_months: { mean: 34 },
  population: { helped: 1, risks: [0.5, 0.58] },
  subgroups:
    effect === "link"
      ? [{ id: "c", label: "congested", share: 0.4, truth: -0.4, truth_outside: -0.1, interaction_power: 0.2 }]
      : [],
});

const trial = (id: string, effects: readonly string[]): AnswerData["trials"][number] => ({
  trial: { id, title: `Trial ${id}`, n: 600 },
  protocol: { arms: { control: "rescue allowed" }, endpoint: { event: "death" }, analysis: { test: "log-rank" } },
  repeats: 100,
  type_1_error: { value: 0.05, mc_error: 0.02 },
  scenarios: effects.map((effect, k) => scenario(effect, 0.7 - 0.3 * k)),
});

const effect = (id: string, text: string, holds: boolean | null) => ({ id, text, change_pct: holds ? 8 : -6, holds });

export const DATA: AnswerData = {
  seed: 3,
  model: { name: "closed-loop circulation", version: "0.1.0", hash: "0123456789abcdef" },
  population: { id: "infarct-shock", title: "Infarct shock", accepted: { count: 5, of: 9 } },
  patients: [patient(0, 5, -4), patient(1, 3, -3), patient(2, 0.5, 0), patient(3, -3, 4), patient(4, 6, -5, 0.01)],
  compared: [
    {
      id: "cardiogenic-shock",
      shock: true,
      under: {
        none: { lv_mvo2_mL_min: 17, aortic_valve_open_fraction: 0.4 },
        iabp: { lv_mvo2_mL_min: 15.3, aortic_valve_open_fraction: 0.4 },
      },
      effects: [
        effect("I2", "cardiac output rises", true),
        effect("I4", "coronary flow rises, with the patient's own autoregulation", false),
        effect("I4", "coronary flow rises once dilator reserve is exhausted", true),
        effect("E5", "left ventricular distension (a share)", null),
        effect("T1", "wedge falls", true),
      ],
    },
    { id: "healthy-adult", shock: false, under: {}, effects: [effect("I2", "cardiac output rises", false)] },
  ],
  ladders: [
    {
      patient: "cardiogenic-shock",
      parameter: "lv.contractility_scale",
      steps: [0.1, 0.5, 1].map((value) => ({
        value,
        wedge_change_mmHg: value < 0.3 ? 0.2 : -4,
        edp_change_mmHg: value < 0.3 ? 0.1 : -4,
        flow_change_L_min: 0.3,
        wedge_mmHg: 35,
        valve_open: value / 4,
        distended: value < 0.3,
        settled: true,
      })),
    },
  ],
  studies: [
    {
      ...{ id: "editorial", title: "VA-ECMO alone, then with the balloon", n: 40, repeats: 100, pool: 5 },
      endpoints: [
        { endpoint: "pcwp_mmHg", role: "primary", truth: { mean: -4.4 }, n_80: 13 },
        { endpoint: "coronary_flow_mL_min", role: "secondary", truth: { mean: 2 }, n_80: null },
      ],
      rows: [
        ...[row(20, "pcwp_mmHg", 0.95), row(40, "pcwp_mmHg", 0.99)],
        ...[row(20, "coronary_flow_mL_min", 0.06), row(40, "coronary_flow_mL_min", 0.08)],
      ],
    },
  ],
  trials: [trial("editorial", ["HR 0.74", "HR 0.86", "HR 1"]), trial("mechanism", ["link", "HR 1"])],
  validation: [{ class: "spread", held: 60, counted: 101, recalled: 3 }],
  sources: { all: 443, assumed: 153, recalled: 50 },
  words: { pcwp_mmHg: { label: "wedge pressure", unit: "mmHg" } },
  distension: [{ range: [0.1, 0.6], what: "distension", source: "row E5" }],
};
