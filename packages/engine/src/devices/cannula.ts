/**
 * Cannulae as lines of a law: the quadratic losses of Getinge HLS cannulae, cubic fits in French to the maker's sheets
 * (F019, F020, as listed in eclipse2024), and what a cannula in the femoral artery leaves for the leg.
 */

/** `cannula`: of a drainage cannula of 19-29 Fr, from the parameter `drainage_cannula_Fr`. */
export const DRAINAGE_LOSS = `    D = drainage_cannula_Fr/1[Fr]
    fit = -0.00036562314501620286*D^3 + 0.06564659815559282*D^2 - 2.910667319976905*D + 39.143496939439224
    cannula = max(fit, 0.3)*1[mmHg/(L/min)^2]`;

/** `returned`: of an arterial cannula of 15-23 Fr, from the parameter `return_cannula_Fr`. */
export const RETURN_LOSS = `    Dr = return_cannula_Fr/1[Fr]
    fit_return = -0.030456333*Dr^3 + 1.977453171*Dr^2 - 43.294344692*Dr + 322.259074021
    returned = max(fit_return, 0.3)*1[mmHg/(L/min)^2]`;

/**
 * `annulus`: factor on the viscous loss of the femoral artery beside a cannula of the diameter `return_cannula`; it grows
 * as the third power of lumen over free lumen.
 */
export const LEG_ANNULUS = `    taken = min((return_cannula/femoral_diameter_cm)^2, 0.95)
    annulus = 1 + 5*((1/(1 - taken))^3 - 1)`;
