/**
 * Devices on the bench: the model's own devices between two tanks whose pressure does not change, as their makers measure
 * them. Heads and losses are read where the flow is steady.
 */
import {
  addImpella,
  addTandemHeart,
  addVaEcmo,
  assemble,
  CircuitBuilder,
  compile,
  type Kernel,
  LaneGroup,
  type Model,
  node,
  parameter,
  signal,
} from "@counterpulse/engine";
import { type Settings, toInner } from "../settings.ts";
import type { CurveRequest } from "./study.ts";

export const DEVICE_RIGS = ["va-ecmo", "impella", "tandemheart"] as const;
export type DeviceRig = (typeof DEVICE_RIGS)[number];

/** What can be read: `head_mmHg` is the pump's own (P2 - P1), cannulae without their tubing. */
export const RIG_READINGS = [
  "flow_L_min",
  "head_mmHg",
  "return_cannula_mmHg",
  "drainage_cannula_mmHg",
  "oxygenator_mmHg",
  "speed_rpm",
] as const;
export type RigReading = (typeof RIG_READINGS)[number];

type Readings = Partial<Record<RigReading, number>>;

/** Holds its pressure whatever flows in or out, and never collapses. */
const tank = node("tank", {
  doc: "A tank that holds its pressure.",
  parameters: { pressure: parameter(0, "mmHg", [-2000, 2000], "Pressure", "model choice") },
  initial: "1e9[mL] + 1e9[mL/mmHg]*pressure",
  law: `
    p = (V - 1e9[mL])/1e9[mL/mmHg]
    collapse = 0
    V0 = 1e9[mL]
  `,
});

const clock = signal("clock", { doc: "A circuit needs a signal.", law: "unused = 1" });

const BUILD: Readonly<Record<DeviceRig, (c: CircuitBuilder) => void>> = {
  "va-ecmo": (c) =>
    addVaEcmo(c, {
      ivc: "inlet",
      rightAtrium: "inlet",
      femoral: "outlet",
      ascending: "outlet",
      axillary: "outlet",
      leg: "outlet",
    }),
  impella: (c) => addImpella(c, { ventricle: "inlet", root: "outlet" }),
  tandemheart: (c) => addTandemHeart(c, { leftAtrium: "inlet", femoral: "outlet" }),
};

const PROBES: Readonly<Record<DeviceRig, readonly string[]>> = {
  "va-ecmo": ["ecmo_return.q", "ecmo_controller.speed", "ecmo_drainage.P1", "ecmo_drainage.P2", "ecmo_drainage.P3"],
  impella: ["impella_pump.q", "impella_pump.speed"],
  tandemheart: ["tandemheart_line.q", "tandemheart_controller.speed"],
};

const STEPS = 500;
/** Beats of one second until flow is steady at a held speed. */
const SETTLING = 10;
const L_MIN_PER_ML_S = 0.06;

export class Bench {
  private readonly rigs = new Map<DeviceRig, { model: Model; kernel: Kernel }>();

  /** The model's values at each point of a published curve. */
  curve({ device, settings = {}, vary, at, of }: CurveRequest): number[] {
    return at.map((x) => {
      const readings =
        vary === "flow_L_min"
          ? this.atFlow(device, settings, x)
          : vary === "head_mmHg"
            ? this.atHead(device, settings, x)
            : this.atHead(device, { ...settings, [vary]: x }, settings.head_mmHg ?? 0);
      const value = readings[of];
      if (value === undefined) throw new Error(`device ${device} has no ${of}`);
      return value;
    });
  }

  private rig(device: DeviceRig): { model: Model; kernel: Kernel } {
    let rig = this.rigs.get(device);
    if (!rig) {
      const circuit = new CircuitBuilder(`${device} between two tanks`).add("inlet", tank).add("outlet", tank);
      circuit.add("clock", clock);
      BUILD[device](circuit);
      const model = assemble(circuit.build({ period: "1[s]" }));
      rig = { model, kernel: compile(model, { probes: PROBES[device] }) };
      this.rigs.set(device, rig);
    }
    return rig;
  }

  /** Outlet minus inlet pressure, held from the start. */
  private atHead(device: DeviceRig, settings: Settings, head: number): Readings {
    const { model, kernel } = this.rig(device);
    const group = new LaneGroup(kernel);
    const { head_mmHg: _, ...own } = settings;
    const held = { [`${device}.control`]: 1, ...own, [`${device}.on`]: 1, "outlet.pressure": head };
    for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, toInner(model, held));
    group.configure(STEPS);
    for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
    for (let beat = 0; beat < SETTLING; beat++) group.beat();
    kernel.observe(group.group, 0);
    const [q, speed, P1, P2, P3] = PROBES[device].map((p) => group.get(`probe:${p}`, 0));
    const readings: Readings = { flow_L_min: q * L_MIN_PER_ML_S, speed_rpm: speed * 60 };
    if (device !== "va-ecmo") return readings;
    return {
      ...readings,
      head_mmHg: P2 - P1,
      oxygenator_mmHg: P2 - P3,
      return_cannula_mmHg: P3 - head,
      drainage_cannula_mmHg: -P1,
    };
  }

  /** The pressure between the tanks is searched for at which so much flows; what tubing loses is taken off the cannulae. */
  private atFlow(device: DeviceRig, settings: Settings, flow: number): Readings {
    const found = this.search(device, settings, flow);
    if (device !== "va-ecmo") return found;
    // Laminar, so in proportion to the length: two lengths tell what none at all would lose.
    const [short, long] = [60, 360];
    const tubed = (cm: number): Readings =>
      this.search(device, { ...settings, "va-ecmo.return_tubing_cm": cm, "va-ecmo.drainage_tubing_cm": cm }, flow);
    const [a, b] = [tubed(short), tubed(long)];
    const bare = (key: RigReading): number => a[key]! - (short / (long - short)) * (b[key]! - a[key]!);
    return {
      ...found,
      return_cannula_mmHg: bare("return_cannula_mmHg"),
      drainage_cannula_mmHg: bare("drainage_cannula_mmHg"),
      oxygenator_mmHg: found.oxygenator_mmHg,
    };
  }

  private search(device: DeviceRig, settings: Settings, flow: number): Readings {
    const at = (head: number): Readings => this.atHead(device, settings, head);
    // Flow falls as the pressure rises.
    let [low, high] = [-1500, 1500];
    let head = 100;
    let found = at(head);
    for (let i = 0; i < 60 && Math.abs(found.flow_L_min! - flow) > 5e-4; i++) {
      if (found.flow_L_min! > flow) low = head;
      else high = head;
      // About 100 mmHg for a litre a minute; the bracket keeps a bad guess harmless.
      const guess = head + 100 * (found.flow_L_min! - flow);
      head = i % 2 === 0 && guess > low && guess < high ? guess : (low + high) / 2;
      found = at(head);
    }
    return found;
  }
}
