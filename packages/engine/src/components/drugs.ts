import { type ParameterSpec, parameter, signal } from "../language/component.ts";

/**
 * Vasoactive drugs at a steady infusion. Each has a saturating dose-response curve for every target that it moves,
 *
 *   factor = 1 + Emax d/(d + ED50)
 *
 * and the factors of several drugs multiply: in heart failure dobutamine 9 ug/kg/min and milrinone 0.5 ug/kg/min together
 * brought systemic resistance to 0.43 of its value and pulmonary to 0.44, the product of what either did alone being 0.45
 * and 0.48 (inotropes1989).
 *
 * Half-effect doses belong to a receptor (noradrenaline, adrenaline: alpha, beta 1, beta 2) or to heart and vessels. Emax
 * are direct effects. What the baroreflex makes of them comes on top, as in the patients of the sources; those of
 * resistance were therefore chosen in the shock patient with the reflexes on.
 *
 * `contractility` is the left ventricle's factor; `contractility_right` takes a share of its change, for beta stimulation
 * and milrinone move the right ventricle less (jerzewski1998, milrinone2014). `rate` is for where the rate is not clamped.
 * The brain autoregulates and takes no part in `resistance`. Not here: onset and offset, tolerance, beta blockade, direct
 * effects on coronary vessels and on relaxation.
 */

const RATE = "ug/kg/min";

const dose = (name: string, unit: string, most: number): ParameterSpec =>
  parameter(0, unit, [0, most], `${name}, steady infusion`, "console setting");

/** Dose of half the effect: known to a factor of three or so, between patients more than between studies. */
const ed50 = (value: number, what: string, source: string, unit = RATE): ParameterSpec =>
  parameter(value, unit, [value / 4, value * 4], `Dose of half the effect, ${what}`, source);

const emax = (value: number, range: readonly [number, number], what: string, source: string): ParameterSpec =>
  parameter(value, "1", range, `Greatest effect on ${what}`, source);

const NORADRENALINE = {
  noradrenaline_ug_kg_min: dose("Noradrenaline", RATE, 3),
  noradrenaline_ED50_alpha: ed50(
    0.16,
    "noradrenaline on vessels",
    "oualha2014; half of the pressor effect at 4.1 ug/L, at the clearance of 70 kg",
  ),
  noradrenaline_ED50_beta1: ed50(
    0.21,
    "noradrenaline on the heart",
    "assumption; that of adrenaline, equally potent at beta 1 receptors (recalled, unverified)",
  ),
  noradrenaline_Emax_resistance: emax(
    1.7,
    [0, 5],
    "systemic resistance",
    "mueller1972, rokyta2010; chosen for 20 mmHg more at usual doses, with the reflexes",
  ),
  noradrenaline_Emax_venous: emax(
    -0.3,
    [-0.6, 0],
    "unstressed venous volume",
    "rutlen1981; 190 mL from the congested dog, of 25 kg by assumption, scaled by weight",
  ),
  noradrenaline_Emax_pulmonary: emax(
    0.1,
    [0, 1],
    "pulmonary resistance",
    "fowler1951; no significant rise, small by choice",
  ),
  noradrenaline_Emax_contractility: emax(
    0.9,
    [0, 2.5],
    "contractility",
    "mueller1972; chosen for an unchanged output as mean pressure rises by 20 mmHg",
  ),
  noradrenaline_Emax_rate: emax(0.2, [0, 0.6], "heart rate", "rokyta2010; a mild rise, size assumed"),
};

const ADRENALINE = {
  adrenaline_ug_kg_min: dose("Adrenaline", RATE, 2),
  adrenaline_ED50_alpha: ed50(
    0.5,
    "adrenaline, constriction",
    "assumption; resistance does not change from 0.04 to 0.25 ug/kg/min in septic shock (moran1993)",
  ),
  adrenaline_ED50_beta1: ed50(
    0.21,
    "adrenaline on the heart",
    "coronarysurgery1979; dP/dt +83 % at 0.075 and +131 % at 0.15 ug/kg/min",
  ),
  adrenaline_ED50_beta2: ed50(
    0.022,
    "adrenaline, dilation",
    "stratton1985; resistance -31, -42, -48 % at 0.025, 0.05, 0.1 ug/kg/min in health",
  ),
  adrenaline_Emax_resistance: emax(
    1.7,
    [0, 5],
    "systemic resistance, constriction",
    "assumption; that of noradrenaline, cancels the dilation at about 0.4 ug/kg/min",
  ),
  adrenaline_Emax_dilation: emax(
    -0.45,
    [-0.9, 0],
    "systemic resistance, dilation",
    "stratton1985; -0.59 in health, less by assumption in the failing circulation",
  ),
  adrenaline_Emax_venous: emax(-0.3, [-0.6, 0], "unstressed venous volume", "rutlen1981; that of noradrenaline"),
  adrenaline_Emax_pulmonary: emax(
    0.1,
    [0, 1],
    "pulmonary resistance",
    "coronarysurgery1979; a small rise, size assumed",
  ),
  adrenaline_Emax_contractility: emax(
    1.4,
    [0, 3],
    "contractility",
    "coronarysurgery1979; 1.1 from its dP/dt against that of dobutamine, raised to meet the output",
  ),
  adrenaline_Emax_rate: emax(
    0.55,
    [0, 1.2],
    "heart rate",
    "coronarysurgery1979; +18 % at 0.075 and +25 % at 0.15 ug/kg/min",
  ),
};

const DOBUTAMINE = {
  dobutamine_ug_kg_min: dose("Dobutamine", RATE, 40),
  dobutamine_ED50_heart: ed50(
    10.7,
    "dobutamine on the heart",
    "coronarysurgery1979; dP/dt +72 % at 2.5 and +121 % at 5 ug/kg/min",
  ),
  dobutamine_ED50_vessels: ed50(
    6,
    "dobutamine on vessels",
    "dobutamine1977, inotropes1989; systemic resistance -23 % at 5 and -34 % at 9 ug/kg/min",
  ),
  dobutamine_Emax_resistance: emax(
    -0.7,
    [-0.95, 0],
    "systemic resistance",
    "dobutamine1977, inotropes1989; chosen for the same, with the reflexes",
  ),
  dobutamine_Emax_venous: emax(
    0,
    [-0.3, 0.3],
    "unstressed venous volume",
    "assumption; constriction of veins (fuchs1980) and relief of sympathetic tone cancel",
  ),
  dobutamine_Emax_pulmonary: emax(-0.58, [-0.95, 0], "pulmonary resistance", "inotropes1989; -35 % at 9 ug/kg/min"),
  dobutamine_Emax_contractility: emax(
    1.2,
    [0, 3],
    "contractility",
    "leatherman1989, ishizaka1991; end-systolic elastance +43 and +41 % at 5 ug/kg/min",
  ),
  dobutamine_Emax_rate: emax(
    0.3,
    [0, 1],
    "heart rate",
    "inotropes1989, akhtar1975; +16 % at 9 and +7 % at 10 ug/kg/min",
  ),
};

const MILRINONE = {
  milrinone_ug_kg_min: dose("Milrinone", RATE, 1.5),
  milrinone_ED50_heart: ed50(
    0.3,
    "milrinone on the heart",
    "jaski1985; dP/dt rises from 63 ng/mL on, below what dilates; 166 ng/mL at 0.5 ug/kg/min (baruch2001)",
  ),
  milrinone_ED50_vessels: ed50(
    0.5,
    "milrinone on vessels",
    "anderson1987; resistance falls further from 0.375 to 0.75 ug/kg/min",
  ),
  milrinone_Emax_resistance: emax(
    -0.85,
    [-0.95, 0],
    "systemic resistance",
    "anderson1987, inotropes1989; chosen for -15 to -31 % at 0.375-0.75 ug/kg/min, with the reflexes",
  ),
  milrinone_Emax_venous: emax(
    0.35,
    [0, 0.8],
    "unstressed venous volume",
    "assumption; leg veins held 17 % more after 30 min in heart failure (an abstract without authors, unverified)",
  ),
  milrinone_Emax_pulmonary: emax(-0.5, [-0.95, 0], "pulmonary resistance", "inotropes1989; -26 % at 0.5 ug/kg/min"),
  milrinone_Emax_contractility: emax(
    0.4,
    [0, 1.5],
    "contractility",
    "jaski1985; dP/dt +32 % at 427 ng/mL although filling fell, size by the output of anderson1987",
  ),
  milrinone_Emax_rate: emax(0.12, [0, 0.5], "heart rate", "anderson1987; +4 to +13 % at 0.375-0.75 ug/kg/min"),
};

const VASOPRESSIN = {
  vasopressin_U_min: dose("Vasopressin", "U/min", 0.2),
  vasopressin_ED50: ed50(
    0.05,
    "vasopressin",
    "assumption; effective from 0.03 U/min, studied at 0.1 (argenziano1997)",
    "U/min",
  ),
  vasopressin_Emax_resistance: emax(
    1.2,
    [0, 4],
    "systemic resistance",
    "argenziano1997; +46 % at 0.1 U/min, with the reflexes",
  ),
};

export const drugs = signal("drugs", {
  doc: "Noradrenaline, adrenaline, dobutamine, milrinone and vasopressin by dose-response curves.",
  parameters: {
    ...NORADRENALINE,
    ...ADRENALINE,
    ...DOBUTAMINE,
    ...MILRINONE,
    ...VASOPRESSIN,
    right_share: parameter(
      0.5,
      "1",
      [0, 1.2],
      "Effect on the right ventricle's contractility over that on the left's",
      "jerzewski1998, milrinone2014; less than 1, size by the fall of the wedge pressure on dobutamine and milrinone",
    ),
  },
  // Parameters alone: computed once, not in the step.
  law: `
    n_alpha = noradrenaline_ug_kg_min/(noradrenaline_ug_kg_min + noradrenaline_ED50_alpha)
    n_beta1 = noradrenaline_ug_kg_min/(noradrenaline_ug_kg_min + noradrenaline_ED50_beta1)
    a_alpha = adrenaline_ug_kg_min/(adrenaline_ug_kg_min + adrenaline_ED50_alpha)
    a_beta1 = adrenaline_ug_kg_min/(adrenaline_ug_kg_min + adrenaline_ED50_beta1)
    a_beta2 = adrenaline_ug_kg_min/(adrenaline_ug_kg_min + adrenaline_ED50_beta2)
    d_heart = dobutamine_ug_kg_min/(dobutamine_ug_kg_min + dobutamine_ED50_heart)
    d_vessels = dobutamine_ug_kg_min/(dobutamine_ug_kg_min + dobutamine_ED50_vessels)
    m_heart = milrinone_ug_kg_min/(milrinone_ug_kg_min + milrinone_ED50_heart)
    m_vessels = milrinone_ug_kg_min/(milrinone_ug_kg_min + milrinone_ED50_vessels)
    v = vasopressin_U_min/(vasopressin_U_min + vasopressin_ED50)
    constriction = (1 + noradrenaline_Emax_resistance*n_alpha)*(1 + adrenaline_Emax_resistance*a_alpha)*(1 + vasopressin_Emax_resistance*v)
    dilation = (1 + adrenaline_Emax_dilation*a_beta2)*(1 + dobutamine_Emax_resistance*d_vessels)*(1 + milrinone_Emax_resistance*m_vessels)
    resistance = constriction*dilation
    venous = (1 + noradrenaline_Emax_venous*n_alpha)*(1 + adrenaline_Emax_venous*a_alpha)*(1 + dobutamine_Emax_venous*d_vessels)*(1 + milrinone_Emax_venous*m_vessels)
    pulmonary = (1 + noradrenaline_Emax_pulmonary*n_alpha)*(1 + adrenaline_Emax_pulmonary*a_alpha)*(1 + dobutamine_Emax_pulmonary*d_vessels)*(1 + milrinone_Emax_pulmonary*m_vessels)
    # Together they give no more than calcium can: a bound far above any single drug's effect.
    contractility = min((1 + noradrenaline_Emax_contractility*n_beta1)*(1 + adrenaline_Emax_contractility*a_beta1)*(1 + dobutamine_Emax_contractility*d_heart)*(1 + milrinone_Emax_contractility*m_heart), 4)
    contractility_right = 1 + right_share*(contractility - 1)
    rate = (1 + noradrenaline_Emax_rate*n_beta1)*(1 + adrenaline_Emax_rate*a_beta1)*(1 + dobutamine_Emax_rate*d_heart)*(1 + milrinone_Emax_rate*m_heart)
  `,
});
