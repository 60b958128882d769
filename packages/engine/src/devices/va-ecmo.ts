/**
 * Venoarterial ECMO: drainage cannula (inferior caval vein and right atrium), vents into the drainage limb (left atrium,
 * pulmonary artery), centrifugal pump, oxygenator with heat exchanger, return cannula (femoral artery; or ascending
 * aorta, or axillary artery), optional distal leg perfusion.
 *
 *   ivc, ra --drainage cannula, tubing, PUMP, oxygenator resistance--> [oxygenator] --tubing, return cannula--> artery
 *   la, pa --vents-^  P1 |       | P2                                       | P3
 */
import type { CircuitBuilder } from "../language/circuit.ts";
import { inertial, input, node, parameter, resistive, signal } from "../language/component.ts";
import { DRAINAGE_LOSS, LEG_ANNULUS, RETURN_LOSS } from "./cannula.ts";
import { suction, suctionLoss } from "./suction.ts";

/** Holds a flow by adjusting the speed, or holds a speed. Integral action with a time constant of some seconds. */
const controller = signal("pump controller", {
  doc: "Sets the pump's speed: held, or adjusted to hold a flow.",
  parameters: {
    on: parameter(0, "1", [0, 1], "1: the circuit is open and the pump runs", "model choice", { whole: true }),
    control: parameter(
      0,
      "1",
      [0, 1],
      "0: hold the flow by adjusting the speed, 1: hold the speed",
      "console setting",
      { whole: true },
    ),
    flow_L_min: parameter(4, "L/min", [0, 7], "Flow to hold", "console setting"),
    speed_rpm: parameter(3400, "rpm", [0, 8000], "Speed to hold", "console setting"),
    max_speed_rpm: parameter(
      5000,
      "rpm",
      [1000, 5000],
      "Highest speed of the Rotaflow",
      "maker's limit (F198, unverified)",
    ),
    max_speed_dp3_rpm: parameter(
      8000,
      "rpm",
      [2000, 10000],
      "Highest speed of the DP3",
      "eclipse2024; its law is given to 8000",
    ),
    response_s: parameter(4, "s", [1, 20], "Time constant of the flow control", "assumption"),
  },
  inputs: {
    flow: input("mL/s", "Flow at the return cannula"),
    pump: input("1", "Which pump"),
  },
  states: { held: { unit: "rpm", initial: "speed_rpm", scale: 10 } },
  law: `
    limit = if(pump < 0.5, max_speed_rpm, max_speed_dp3_rpm)
    error = flow_L_min - flow
    # About 0.0018 L/min more flow per rpm more speed, so this gain closes the loop in the response time.
    push = error/(0.0018[L/min/rpm])/response_s
    blocked = (held >= limit and push > 0[rpm/s]) or (held <= 0[rpm] and push < 0[rpm/s])
    der(held) = if(on > 0.5 and control < 0.5 and not blocked, push, (if(control < 0.5, held, speed_rpm) - held)/1[s])
    speed = clamp(if(control < 0.5, held, speed_rpm), 0[rpm], limit)
  `,
});

/**
 * Drainage line: multi-stage cannula, tubing, centrifugal pump, oxygenator. The cannula's quadratic loss is the cubic fit
 * to Getinge HLS venous cannulae of 19-29 Fr, the pump's head the published law
 * H = a n^2 - R1 n Q - R2 Q|Q| + [Q < k n] Rrec (Q - k n)^2, with the constants of the Rotaflow or the DP3
 * (eclipse2024). R1 is negative as listed: -R1 n Q adds head. As the drained veins collapse the side holes are sucked
 * shut and the loss rises steeply.
 */
const drainage = inertial("drainage line", {
  doc: "Drainage cannula, tubing, centrifugal pump and oxygenator.",
  parameters: {
    drainage_cannula_Fr: parameter(25, "Fr", [19, 29], "Outer diameter of the drainage cannula", "eclipse2024"),
    pump: parameter(0, "1", [0, 1], "0: Rotaflow, 1: DP3", "eclipse2024", { whole: true }),
    oxygenator: parameter(
      0,
      "1",
      [0, 2],
      "0: Quadrox-i Adult, 1: Quadrox-i Small Adult, 2: Nautilus MC3",
      "eclipse2024",
      { whole: true },
    ),
    drainage_tubing_cm: parameter(220, "cm", [50, 400], "Tubing of 3/8 inch before the oxygenator", "eclipse2024"),
    suction_loss: suctionLoss,
  },
  inputs: {
    on: input("1", "1 when the circuit is open"),
    speed: input("rpm", "Speed of the pump"),
    collapse: input("1", "How far the drained vein has closed on the side holes"),
  },
  law: `
    rho = 1.06[g/mL]
${DRAINAGE_LOSS}
    # Side holes are sucked shut: without bound as the vein empties.
    shut = collapse/max(1 - collapse, 0.01)
    loss = cannula*(1 + suction_loss*shut*shut)
    lumen = 0.7276[cm^2]
    tubing = 25.13274*0.0035[Pa*s]*drainage_tubing_cm/lumen^2
    membrane = if(oxygenator < 0.5, 0.6744[mmHg*s/mL], if(oxygenator < 1.5, 0.5174[mmHg*s/mL], 0.6312[mmHg*s/mL]))
    rotaflow = pump < 0.5
    a = if(rotaflow, 1.9583e-5[mmHg/rpm^2], 6.5298e-6[mmHg/rpm^2])
    R1 = if(rotaflow, -0.007545[mmHg/rpm/(L/min)], -0.0019593[mmHg/rpm/(L/min)])
    R2 = if(rotaflow, 2.8864[mmHg/(L/min)^2], 4.0802[mmHg/(L/min)^2])
    Rrec = if(rotaflow, 4.0256[mmHg/(L/min)^2], 5.0355[mmHg/(L/min)^2])
    k = if(rotaflow, 0.0016[L/min/rpm], 0.0004[L/min/rpm])
    short = max(k*speed - q, 0[mL/s])
    # Head without the quadratic term, which stands in B so that it is taken implicitly.
    head = a*speed*speed - R1*speed*q + Rrec*short*short
    L = rho*(drainage_tubing_cm + 40[cm])/lumen
    R = tubing + membrane
    B = loss + R2
    q_min = if(on > 0.5, -1000000[mL/s], 0[mL/s])
    q_max = if(on > 0.5, 1000000[mL/s], 0[mL/s])
    # Circuit pressures: before the pump (P1), before (P2) and after (P3) the oxygenator.
    P1 = p_from - (loss*abs(q) + tubing)*q - rho*(drainage_tubing_cm + 40[cm])/lumen*dqdt
    P2 = P1 + head - R2*abs(q)*q
    P3 = p_to
  `,
});

/** Blood in tubing and oxygenator, with their small compliance. */
const oxygenator = node("oxygenator", {
  doc: "Circuit volume between pump and return cannula.",
  initial: "prime_mL + compliance*p_start",
  parameters: {
    prime_mL: parameter(
      640,
      "mL",
      [300, 1200],
      "Volume of the circuit: oxygenator 335 mL and 4.2 m of 3/8 inch tubing",
      "eclipse2024",
    ),
    compliance: parameter(0.15, "mL/mmHg", [0.05, 1], "Compliance of tubing and housing", "assumption"),
  },
  law: `
    p = (V - prime_mL)/compliance
  `,
});

/** Return line: tubing and the arterial cannula (cubic fit to Getinge HLS cannulae of 15-23 Fr, eclipse2024). */
const returnLine = inertial("return line", {
  doc: "Return tubing and arterial cannula.",
  parameters: {
    return_cannula_Fr: parameter(17, "Fr", [15, 23], "Outer diameter of the return cannula", "eclipse2024"),
    return_tubing_cm: parameter(200, "cm", [50, 400], "Tubing of 3/8 inch after the oxygenator", "eclipse2024"),
  },
  inputs: {
    on: input("1", "1 when the circuit is open"),
  },
  law: `
    rho = 1.06[g/mL]
${RETURN_LOSS}
    lumen = 0.7276[cm^2]
    L = rho*(return_tubing_cm + 60[cm])/lumen
    R = 25.13274*0.0035[Pa*s]*return_tubing_cm/lumen^2
    B = returned
    q_min = if(on > 0.5, -1000000[mL/s], 0[mL/s])
    q_max = if(on > 0.5, 1000000[mL/s], 0[mL/s])
  `,
});

/** Where blood goes back, and what the cannula does to the leg. */
const site = signal("cannulation", {
  doc: "Site of the return cannula and its obstruction of the femoral artery.",
  parameters: {
    return_site: parameter(
      0,
      "1",
      [0, 2],
      "0: femoral artery, 1: ascending aorta (central), 2: right axillary artery",
      "model choice",
      { whole: true },
    ),
    right_atrial_share: parameter(
      0.5,
      "1",
      [0, 1],
      "Share that the venous cannula drains from the right atrium, the rest from the inferior caval vein: its position",
      "model choice",
    ),
    la_vent_share: parameter(
      0,
      "1",
      [0, 0.5],
      "Share of the drained flow that a left atrial vent takes (0: no vent)",
      "model choice",
    ),
    pa_vent_share: parameter(
      0,
      "1",
      [0, 0.5],
      "Share of the drained flow that a vent in the pulmonary artery takes (0: no vent)",
      "model choice",
    ),
    femoral_diameter_cm: parameter(
      0.82,
      "cm",
      [0.5, 1.2],
      "Inner diameter of the common femoral artery",
      "sandgren1999; between women and men",
    ),
    distal_perfusion: parameter(0, "1", [0, 1], "1: a distal perfusion cannula feeds the leg", "model choice", {
      whole: true,
    }),
  },
  inputs: {
    on: input("1", "1 when the circuit is open"),
    return_cannula: input("cm", "Outer diameter of the return cannula"),
    la_collapse: input("1", "Emptied fraction of the left atrium; 1 where there is no vent", "1"),
    pa_filled: input("1", "Volume of the pulmonary artery over its unstressed volume; 0 where there is no vent", "0"),
  },
  law: `
    femoral = if(return_site < 0.5, 1, 0)
    central = if(return_site > 0.5 and return_site < 1.5, 1, 0)
    axillary = if(return_site > 1.5, 1, 0)
    # A vent that has emptied its chamber is sucked shut: the other cannulae then give what it no longer does.
    la_open = 1 - la_collapse
    pa_open = clamp(pa_filled, 0, 1)
    la_share = la_vent_share*la_open*la_open
    pa_share = pa_vent_share*pa_open*pa_open
    venous_share = 1 - la_share - pa_share
    ra_share = right_atrial_share*venous_share
    caval_share = venous_share - ra_share
${LEG_ANNULUS}
    leg_narrowing = 1 + on*femoral*(annulus - 1)
    distal = on*distal_perfusion
  `,
});

const distalPerfusion = resistive("distal perfusion", {
  doc: "Distal leg perfusion cannula.",
  parameters: {
    distal_resistance: parameter(
      35,
      "mmHg*s/mL",
      [10, 200],
      "Resistance of line and cannula of about 6 Fr",
      "assumption",
    ),
  },
  inputs: { open: input("1", "1 when in use") },
  law: `
    q = open*(p_from - p_to)/distal_resistance
  `,
});

/** Names of the circulation at which the device is connected. */
export interface EcmoSites {
  readonly ivc: string;
  readonly rightAtrium: string;
  /** Where vents may lie; without them the drainage line draws from the veins alone. */
  readonly vents?: { readonly leftAtrium: string; readonly pulmonaryArtery: string };
  readonly femoral: string;
  readonly ascending: string;
  readonly axillary: string;
  readonly leg: string;
}

export const VA_ECMO = {
  legNarrowing: "ecmo_site.leg_narrowing",
  prime: "ecmo_oxygenator.prime_mL",
  o2Transfer: "ecmo_transfer.o2",
  co2Transfer: "ecmo_transfer.co2",
  heat: "ecmo_heat.heat",
  water: "ecmo_heat.water_C",
} as const;

/** Where the drainage line draws from: name of the share and node. */
function drainedFrom({ ivc, rightAtrium, vents }: EcmoSites): { share: string; node: string }[] {
  return [
    { share: "ecmo_site.caval_share", node: ivc },
    { share: "ecmo_site.ra_share", node: rightAtrium },
    ...(vents
      ? [
          { share: "ecmo_site.la_share", node: vents.leftAtrium },
          { share: "ecmo_site.pa_share", node: vents.pulmonaryArtery },
        ]
      : []),
  ];
}

/** Content of a scalar in the blood that the line draws. */
export const drainedContent = (sites: EcmoSites, scalar: string): string =>
  drainedFrom(sites)
    .map(({ share, node }) => `${share}*${scalar}.${node}`)
    .join(" + ");

export function addVaEcmo(circuit: CircuitBuilder, sites: EcmoSites): void {
  const group = "va-ecmo";
  const on = "ecmo_controller.on";
  const drained = drainedFrom(sites);
  circuit
    .add("ecmo_controller", controller, {
      group,
      inputs: { flow: "ecmo_return.q + ecmo_distal.q", pump: "ecmo_drainage.pump" },
    })
    .add("ecmo_suction", suction, {
      group,
      inputs: {
        // The pulmonary artery does not collapse.
        collapse: drained
          .filter(({ share }) => share !== "ecmo_site.pa_share")
          .map(({ share, node }) => `${share}*${node}.collapse`)
          .join(" + "),
      },
    })
    .add("ecmo_site", site, {
      group,
      inputs: {
        on,
        return_cannula: "ecmo_return.return_cannula_Fr",
        ...(sites.vents
          ? {
              la_collapse: `${sites.vents.leftAtrium}.collapse`,
              pa_filled: `${sites.vents.pulmonaryArtery}.V/${sites.vents.pulmonaryArtery}.V0`,
            }
          : {}),
      },
    })
    .add("ecmo_drainage", drainage, {
      group,
      slow: true,
      from: drained,
      to: "ecmo_oxygenator",
      inputs: {
        on,
        speed: "ecmo_controller.speed",
        collapse: "ecmo_suction.closed",
      },
    })
    .add("ecmo_oxygenator", oxygenator, { group, startPressure: 150 })
    .add("ecmo_return", returnLine, {
      group,
      slow: true,
      from: "ecmo_oxygenator",
      to: [
        { node: sites.femoral, share: "ecmo_site.femoral" },
        { node: sites.ascending, share: "ecmo_site.central" },
        { node: sites.axillary, share: "ecmo_site.axillary" },
      ],
      inputs: { on },
    })
    .add("ecmo_distal", distalPerfusion, {
      group,
      from: "ecmo_oxygenator",
      to: sites.leg,
      inputs: { open: "ecmo_site.distal" },
    });
}
