/** The figure of `simulate`: signals over the last seconds, those of one place in one panel. */
import type { Panel, Tone, Trace } from "@counterpulse/figures";
import type { Waveforms } from "@counterpulse/lab";
import { unitText } from "../print/index-groups.ts";
import { type About, caption, supportName } from "./caption.ts";

/** More seconds would be a comb, not beats. */
export const MOST_SECONDS = 5;
const WIDTH = 840;

/** `name` stands where the signal has a panel of its own, `short` where it shares one. */
interface Member {
  readonly signal: string;
  readonly name: string;
  readonly short: string;
  readonly tone: Tone;
}

interface Place {
  readonly label: string;
  readonly height?: number;
  readonly members: readonly Member[];
}

const member = (signal: string, tone: Tone, name: string, short = name): Member => ({ signal, name, short, tone });
const alone = (signal: string, tone: Tone, name: string): Place => ({
  label: name,
  members: [member(signal, tone, name)],
});

/** Panels from top to bottom, with the signals that share one. */
const PLACES: readonly Place[] = [
  {
    label: "Left heart pressure",
    height: 124,
    members: [
      member("aortic_root_mmHg", "red", "Aortic root pressure", "Aortic root"),
      member("lv_mmHg", "grey", "LV pressure", "LV"),
      member("pcwp_mmHg", "orange", "Wedge pressure", "Wedge"),
      member("la_mmHg", "purple", "Left atrial pressure", "Left atrium"),
    ],
  },
  {
    label: "Arterial pressure",
    members: [
      member("radial_mmHg", "red", "Right radial pressure", "Right radial"),
      member("femoral_mmHg", "purple", "Left femoral pressure", "Left femoral"),
    ],
  },
  {
    label: "Right heart pressure",
    members: [
      member("pa_mmHg", "yellow", "Pulmonary artery pressure", "PA"),
      member("rv_mmHg", "grey", "RV pressure", "RV"),
    ],
  },
  alone("cvp_mmHg", "blue", "Central venous pressure"),
  {
    label: "Pressure around the heart",
    members: [
      member("thorax_mmHg", "blue", "Intrathoracic pressure", "Thorax"),
      member("pericardium_mmHg", "orange", "Pericardial pressure", "Pericardium"),
    ],
  },
  {
    label: "Ventricular volume",
    members: [member("lv_mL", "grey", "LV volume", "LV"), member("rv_mL", "blue", "RV volume", "RV")],
  },
  alone("la_mL", "purple", "Left atrial volume"),
  alone("lv_wall_stress_kPa", "grey", "LV wall stress"),
  {
    label: "Flow through valves",
    members: [
      member("aortic_valve_L_min", "red", "Flow through the aortic valve", "Aortic valve"),
      member("mitral_valve_L_min", "orange", "Flow through the mitral valve", "Mitral valve"),
      member("pulmonary_valve_L_min", "yellow", "Flow through the pulmonary valve", "Pulmonary valve"),
    ],
  },
  {
    label: "Flow into the coronary arteries",
    members: [
      member("lad_mL_min", "red", "Flow into the left anterior descending artery", "LAD"),
      member("lcx_mL_min", "orange", "Flow into the circumflex artery", "Circumflex"),
      member("rca_mL_min", "blue", "Flow into the right coronary artery", "Right coronary"),
    ],
  },
  {
    label: "Flow into organs",
    members: [
      member("brain_mL_min", "red", "Flow into brain and head", "Brain, head"),
      member("renal_mL_min", "purple", "Flow into the kidneys", "Kidneys"),
    ],
  },
  alone("rr_ms", "grey", "RR interval"),
  {
    label: "Oxygen content of blood",
    members: [
      member("radial_o2_mL_dL", "red", "Oxygen content, right radial artery", "Right radial"),
      member("femoral_o2_mL_dL", "purple", "Oxygen content, left femoral artery", "Left femoral"),
      member("venous_o2_mL_dL", "blue", "Oxygen content, mixed venous", "Mixed venous"),
    ],
  },
  {
    label: "Alveolar gas",
    members: [
      member("alveolar_o2_mmHg", "red", "Alveolar oxygen tension", "O2"),
      member("alveolar_co2_mmHg", "blue", "Alveolar carbon dioxide tension", "CO2"),
    ],
  },
  alone("balloon_mL", "purple", "Balloon volume"),
  alone("balloon_mmHg", "purple", "Balloon pressure"),
  {
    label: "ECMO flow",
    members: [
      member("ecmo_L_min", "orange", "ECMO flow", "Return"),
      member("ecmo_drainage_L_min", "blue", "Flow drained into the ECMO", "Drainage"),
    ],
  },
  alone("ecmo_speed_rpm", "orange", "ECMO pump speed"),
  alone("impella_L_min", "red", "Impella flow"),
  alone("tandemheart_L_min", "purple", "TandemHeart flow"),
  alone("tandemheart_speed_rpm", "purple", "TandemHeart pump speed"),
  alone("septostomy_L_min", "blue", "Flow through the septostomy"),
  {
    label: "ECMO circuit pressure",
    members: [
      member("ecmo_p1_mmHg", "blue", "P1, before the pump", "P1 pre-pump"),
      member("ecmo_p2_mmHg", "orange", "P2, before the oxygenator", "P2 pre-oxygenator"),
      member("ecmo_p3_mmHg", "red", "P3, after the oxygenator", "P3 post-oxygenator"),
    ],
  },
  {
    label: "Gas content after the oxygenator",
    members: [
      member("ecmo_o2_mL_dL", "red", "Oxygen content after the oxygenator", "O2"),
      member("ecmo_co2_mL_dL", "blue", "Carbon dioxide content after the oxygenator", "CO2"),
    ],
  },
];

/** What a monitor at the bedside shows, of the devices in use. */
export function bedsideSignals(support: string): string[] {
  const signals = ["aortic_root_mmHg", "lv_mmHg", "radial_mmHg", "pa_mmHg", "cvp_mmHg"];
  if (support.includes("iabp")) signals.push("balloon_mL");
  if (support.includes("va-ecmo")) signals.push("ecmo_L_min");
  if (support.includes("impella")) signals.push("impella_L_min");
  if (support.includes("tandemheart")) signals.push("tandemheart_L_min");
  return signals;
}

export async function waveformFigure(
  about: About,
  signals: Waveforms,
  known: Readonly<Record<string, { readonly unit: string }>>,
  settled: string,
): Promise<string> {
  const { waveforms } = await import("@counterpulse/figures");
  const { time_s: time, ...columns } = signals;
  const from = Math.max(
    0,
    time.findIndex((t) => t >= time[time.length - 1] - MOST_SECONDS - 1e-9),
  );
  const shown = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(from)]));
  const words = caption(about, `${about.supports.map(supportName).join(", ")}, ${settled}.`);
  return waveforms({
    ...words,
    width: WIDTH,
    theme: "light",
    time_s: time.slice(from),
    panels: panelsOf(shown, known),
  });
}

function panelsOf(
  columns: Readonly<Record<string, readonly number[]>>,
  known: Readonly<Record<string, { readonly unit: string }>>,
): Panel[] {
  const panels = PLACES.flatMap(({ label, height, members }): Panel[] => {
    const asked = members.filter(({ signal }) => Object.hasOwn(columns, signal));
    if (asked.length === 0) return [];
    const traces = asked.map(({ signal, short, tone }): Trace => ({ label: short, values: columns[signal], tone }));
    const unit = unitText(known[asked[0].signal].unit);
    return [{ label: asked.length === 1 ? asked[0].name : label, unit, traces, ...(height ? { height } : {}) }];
  });
  const placed = new Set(PLACES.flatMap(({ members }) => members.map(({ signal }) => signal)));
  const others = Object.entries(columns).filter(([name]) => !placed.has(name));
  return [
    ...panels,
    ...others.map(
      ([name, values]): Panel => ({
        label: name,
        unit: Object.hasOwn(known, name) ? unitText(known[name].unit) : circuitUnit(name),
        traces: [{ label: name, values, tone: "grey" }],
      }),
    ),
  ];
}

/** Nodes' and branches' own quantities have a unit by their name; the others are in what the model's three make. */
function circuitUnit(name: string): string {
  const units: Readonly<Record<string, string>> = { p: "mmHg", V: "mL", q: "mL/s" };
  return units[name.slice(name.lastIndexOf(".") + 1)] ?? "mmHg, mL, s";
}
