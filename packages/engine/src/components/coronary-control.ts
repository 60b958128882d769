import { input, parameter, resistive, signal } from "../language/component.ts";

/**
 * Epicardial artery with a fixed stenosis, given as % of the diameter (young1973): viscous loss of the narrowed length
 * and turbulent loss of the expansion behind it,
 *
 *   dp = Rv Q + Bt Q |Q|,   Rv = 128 mu La / (pi Ds^4),  Bt = Kt rho/2 (1/As - 1/A0)^2,  La = 0.83 Ls + 1.64 Ds
 *
 * taken as quasi-steady and solved for Q.
 */
export const stenosedArtery = resistive("coronary artery with stenosis", {
  doc: "Epicardial resistance with a fixed stenosis.",
  parameters: {
    R: parameter(
      1,
      "mmHg*s/mL",
      [0.05, 40],
      "Resistance of the artery without stenosis",
      "E176; split of resting resistance",
    ),
    stenosis_pct: parameter(0, "%", [0, 99], "Stenosis, part of the diameter", "model choice"),
    diameter_mm: parameter(
      3.7,
      "mm",
      [1.5, 6],
      "Diameter of the artery beside the stenosis",
      "dodge1992, recalled, unverified",
    ),
    length_mm: parameter(5, "mm", [2, 40], "Length of the stenosis", "assumption; a typical lesion"),
    turbulence: parameter(
      1.52,
      "1",
      [1, 2],
      "Coefficient Kt of the turbulent loss",
      "young1973 (F199, recalled, unverified)",
    ),
  },
  law: `
    mu = 0.0035[Pa*s]
    open = 1 - stenosis_pct
    narrow = diameter_mm*open
    effective = if(stenosis_pct > 0, 0.83*length_mm + 1.64*narrow, 0[mm])
    viscous = R + 40.7437*mu*effective*(1/narrow^4 - 1/diameter_mm^4)
    area = 0.785398*diameter_mm*diameter_mm
    loss = (1/(open*open) - 1)/area
    B = turbulence*0.5*1.06[g/mL]*loss*loss
    drop = p_from - p_to
    # The root of viscous q + B q |q| = drop, in a form that holds without stenosis.
    q = 2*drop/(viscous + sqrt(viscous*viscous + 4*B*abs(drop)))
  `,
});

/**
 * Coronary autoregulation of one territory: arterioles relax or constrict until flow meets the muscle's demand for
 * oxygen, within their reserve. Fully dilated (or while `reperfusion` lasts: after thrombolysis or angioplasty the bed is
 * dilated and the muscle stunned) flow follows pressure; where demand cannot be met the muscle contracts less, after some
 * beats, and recovers slowly.
 *
 *   need = demand / (cO2 extraction) * (1 + slack (p/p_normal - 1)),  der(tone) = (clamp(tone flow/need) - tone) / tau
 */
export const coronaryControl = signal("coronary control", {
  doc: "Demand-driven coronary tone with finite reserve; ischaemia of the muscle.",
  pace: "beat",
  parameters: {
    extraction: parameter(0.66, "1", [0.5, 0.8], "Part of the oxygen taken at rest", "F177 (about 70 %)"),
    max_extraction: parameter(
      0.85,
      "1",
      [0.7, 0.95],
      "Part of the oxygen that ischaemic muscle can take",
      "assumption; nearly all of it",
    ),
    slack: parameter(
      0.3,
      "1",
      [0, 1],
      "Rise of flow with pressure within the range of autoregulation, over the proportional rise",
      "assumption; autoregulation is strong but not perfect (mosher1964, recalled)",
    ),
    dilated: parameter(
      0.15,
      "1",
      [0.03, 0.6],
      "Arteriolar resistance, fully dilated, over that at rest",
      "F200 (flow reserve 3.5-5, recalled, unverified)",
    ),
    constricted: parameter(
      3,
      "1",
      [1, 10],
      "Arteriolar resistance, fully constricted, over that at rest",
      "F177 (upper end of the range, 160 mmHg)",
    ),
    response_s: parameter(12, "s", [4, 60], "Time constant of autoregulation", "F177 (adjusts in 10-30 s)"),
    reperfusion: parameter(
      0,
      "1",
      [0, 1],
      "1: just after thrombolysis or angioplasty: bed dilated, muscle stunned",
      "model choice",
      { whole: true },
    ),
    no_reflow: parameter(
      0,
      "1",
      [0, 0.95],
      "Part of the microvessels that stay shut after reperfusion",
      "model choice",
    ),
    ischaemia: parameter(1, "1", [0, 1], "1: muscle short of oxygen contracts less", "model choice", { whole: true }),
    ischaemia_s: parameter(
      20,
      "s",
      [5, 120],
      "Time constant with which contraction fails without oxygen",
      "tennant1935, recalled, unverified",
    ),
    recovery_s: parameter(
      120,
      "s",
      [20, 3600],
      "Time constant with which it returns",
      "assumption; minutes after brief ischaemia",
    ),
  },
  inputs: {
    flow: input("mL/s", "Mean flow into the territory"),
    pressure: input("mmHg", "Mean pressure in the epicardial artery in diastole, when most of the flow passes"),
    demand: input("mL/s", "Oxygen that the territory's muscle needs"),
    oxygen: input("1", "Arterial oxygen content (mL per mL)"),
  },
  states: {
    // The flow of the last beats: assisted and unassisted beats take turns.
    perfusion: { unit: "mL/s", initial: "1[mL/s]", scale: 0.05, settles: "3[s]" },
    tone: { unit: "1", initial: "0.8", scale: 0.05, settles: "response_s" },
    contraction: { unit: "1", initial: "1", scale: 0.02, settles: "ischaemia_s" },
  },
  law: `
    der(perfusion) = (max(flow, 0[mL/s]) - perfusion)/3[s]
    content = max(oxygen, 0.005)
    need = demand/(content*extraction)*(1 + slack*(pressure/80[mmHg] - 1))
    wanted = if(reperfusion > 0.5, dilated/(1 - no_reflow), clamp(tone*max(perfusion, 0.001[mL/s])/max(need, 0.001[mL/s]), dilated, constricted))
    der(tone) = (wanted - tone)/response_s
    # 1 when the tone is that of rest or above, 0 when nothing is left to dilate.
    reserve = clamp((tone - dilated)/(1 - dilated), 0, 1)
    supply_demand = perfusion*content*max_extraction/max(demand, 0.0001[mL/s])
    met = clamp(supply_demand, 0, 1)
    # Capillaries and venules follow the arterioles by half (in the logarithm).
    venular = sqrt(tone)
    left = if(ischaemia > 0.5, met, 1)
    der(contraction) = (left - contraction)/if(left < contraction, ischaemia_s, recovery_s)
  `,
});

/** What the territories leave of each ventricle's contraction. */
export const regionalContraction = signal("regional contraction", {
  doc: "Ischaemic loss of contraction, weighted by territory.",
  inputs: {
    lad: input("1", "Contraction left in the LAD territory"),
    lcx: input("1", "Contraction left in the circumflex territory"),
    rca: input("1", "Contraction left in the RCA territory"),
  },
  law: `
    # Shares of the left ventricle by segments (cerqueira2002: 7, 5 and 5 of 17), of the right one by its usual supply.
    left = (7*lad + 5*lcx + 5*rca)/17
    right = 0.25*lad + 0.75*rca
  `,
});
