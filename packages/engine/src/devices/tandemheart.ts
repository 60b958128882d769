/**
 * TandemHeart: a transseptal cannula drains the left atrium, a centrifugal pump returns the blood to a femoral artery (the
 * left one; VA-ECMO uses the right).
 *
 *   left atrium --transseptal cannula, tubing, PUMP, arterial cannula--> left iliac artery, beside it the leg
 *
 *   H = a n^2 - c Q |Q|
 *
 * No measured head curve was found. a and c are set so that at 7,500 rpm, against 70 mmHg between artery and atrium and
 * through cannulae with the losses of cannula.ts, the pump gives what the maker stated: 4.0 L/min with an arterial cannula
 * of 17 Fr, 3.5 with 15 Fr (dicardiology2006). c so includes what the transseptal cannula loses more than a venous cannula
 * of the same size. Without an oxygenator the circuit holds little blood, which is left out.
 */
import type { CircuitBuilder } from "../language/circuit.ts";
import { inertial, input, parameter, signal } from "../language/component.ts";
import { DRAINAGE_LOSS, LEG_ANNULUS, RETURN_LOSS } from "./cannula.ts";
import { suction, suctionLoss } from "./suction.ts";

/** Head at 7,500 rpm (mmHg) and loss (mmHg per (L/min)^2) of the pump; derived as told above. */
export const TANDEMHEART_PUMP = { head: 433.4, loss: 10.5 } as const;

/** Holds a flow by adjusting the speed, or holds a speed, to which it goes within a second or two. */
const controller = signal("TandemHeart controller", {
  doc: "Sets the pump's speed: held, or adjusted to hold a flow.",
  parameters: {
    on: parameter(0, "1", [0, 1], "1: the circuit is open and the pump runs", "model choice", { whole: true }),
    control: parameter(
      0,
      "1",
      [0, 1],
      "0: hold the flow by adjusting the speed, 1: hold the speed",
      "model choice; the console holds a speed",
      { whole: true },
    ),
    flow_L_min: parameter(3.5, "L/min", [0, 5], "Flow to hold", "kar2006; 1.8 to 3.5 L/min in shock"),
    speed_rpm: parameter(6000, "rpm", [0, 7500], "Speed to hold", "console setting; 3500 to 7500 (arroyo2011)"),
    max_speed_rpm: parameter(7500, "rpm", [3500, 7500], "Highest speed", "kar2006"),
    response_s: parameter(4, "s", [1, 20], "Time constant of the flow control", "assumption; as for VA-ECMO"),
  },
  inputs: { flow: input("mL/s", "Flow through the circuit") },
  states: { speed: { unit: "rpm", initial: "speed_rpm", scale: 10 } },
  law: `
    # About 0.0007 L/min more flow per rpm more speed, so this gain closes the loop in the response time.
    push = (flow_L_min - flow)/(0.0007[L/min/rpm])/response_s
    holds_flow = on > 0.5 and control < 0.5
    der(speed) = (clamp(if(holds_flow, speed + push*1[s], speed_rpm), 0[rpm], max_speed_rpm) - speed)/1[s]
  `,
});

/** The whole line is one branch, for there is no compliance in it. As the atrium empties the side holes are sucked shut. */
const line = inertial("TandemHeart line", {
  doc: "Transseptal cannula, tubing, centrifugal pump and arterial cannula.",
  parameters: {
    drainage_cannula_Fr: parameter(21, "Fr", [19, 23], "Outer diameter of the transseptal cannula", "dicardiology2006"),
    return_cannula_Fr: parameter(17, "Fr", [15, 19], "Outer diameter of the arterial cannula", "dicardiology2006"),
    tubing_cm: parameter(100, "cm", [30, 300], "Tubing of 3/8 inch", "assumption; the pump lies on the thigh"),
    suction_loss: suctionLoss,
    femoral_diameter_cm: parameter(
      0.82,
      "cm",
      [0.5, 1.2],
      "Inner diameter of the common femoral artery",
      "sandgren1999; between women and men",
    ),
  },
  inputs: {
    on: input("1", "1 when the circuit is open"),
    speed: input("rpm", "Speed of the pump"),
    closed: input("1", "How far the atrium has closed on the side holes"),
  },
  law: `
    rho = 1.06[g/mL]
${DRAINAGE_LOSS}
${RETURN_LOSS}
    shut = closed/max(1 - closed, 0.01)
    lumen = 0.7276[cm^2]
    turns = speed/7500[rpm]
    head = ${TANDEMHEART_PUMP.head}[mmHg]*turns*turns
    L = rho*(tubing_cm + 90[cm])/lumen
    R = 25.13274*0.0035[Pa*s]*tubing_cm/lumen^2
    B = cannula*(1 + suction_loss*shut*shut) + returned + ${TANDEMHEART_PUMP.loss}[mmHg/(L/min)^2]
    q_min = if(on > 0.5, -1000000[mL/s], 0[mL/s])
    q_max = if(on > 0.5, 1000000[mL/s], 0[mL/s])
    return_cannula = return_cannula_Fr
${LEG_ANNULUS}
    leg_narrowing = 1 + on*(annulus - 1)
  `,
});

/** Names of the circulation at which the device is connected. */
export interface TandemHeartSites {
  readonly leftAtrium: string;
  readonly femoral: string;
}

/** Names under which the circulation reads the device. */
export const TANDEMHEART = { legNarrowing: "tandemheart_line.leg_narrowing" } as const;

export function addTandemHeart(circuit: CircuitBuilder, sites: TandemHeartSites): void {
  const group = "tandemheart";
  circuit
    .add("tandemheart_controller", controller, { group, inputs: { flow: "tandemheart_line.q" } })
    .add("tandemheart_suction", suction, { group, inputs: { collapse: `${sites.leftAtrium}.collapse` } })
    .add("tandemheart_line", line, {
      group,
      slow: true,
      from: sites.leftAtrium,
      to: sites.femoral,
      inputs: {
        on: "tandemheart_controller.on",
        speed: "tandemheart_controller.speed",
        closed: "tandemheart_suction.closed",
      },
    });
}
