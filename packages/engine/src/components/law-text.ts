/**
 * Pieces of law text that several laws use: functions which the language would compute by an exponential and a
 * logarithm (some 80 operations), in a tenth of that where the argument is known to be near something.
 */

/** `name` = exp(y), by its Padé approximant: to 1e-6 for y up to 0.7, 3e-4 for 1.6. */
export function expOfSmall(name: string, y: string): string {
  return `
    ${name}_y = ${y}
    ${name}_even = 1 + 0.1*${name}_y^2
    ${name}_odd = ${name}_y*(0.5 + ${name}_y^2/120)
    ${name} = (${name}_even + ${name}_odd)/(${name}_even - ${name}_odd)`;
}

/** `name` = (1 + x)^-k, by its Padé approximant: to 1 % for x up to 2 and k up to 1.7, never negative. */
export function inversePower(name: string, x: string, k: string): string {
  return `
    ${name}_x = ${x}
    ${name}_k = ${k}
    ${name}_above = 1 + ${name}_x*(1 - 0.5*${name}_k + ${name}_x*(2 - ${name}_k)*(1 - ${name}_k)/12)
    ${name}_below = 1 + ${name}_x*(1 + 0.5*${name}_k + ${name}_x*(2 + ${name}_k)*(1 + ${name}_k)/12)
    ${name} = max(${name}_above, 0)/${name}_below`;
}

/**
 * `name` = cube root of a number from 1 to 1,000, to 1e-5, or (`wide`) of one up to 1e6, to 4e-3: one step of Halley
 * from a parabola in the fourth root, or from the 5/16th power.
 */
export function cubeRoot(name: string, of: string, range: "narrow" | "wide"): string {
  const guess =
    range === "narrow" ? `${name}_f*(1.2155 + 0.112*${name}_f) - 0.3275` : `1.2*${name}_f*sqrt(sqrt(${name}_f))`;
  return `
    ${name}_f = sqrt(sqrt(${of}))
    ${name}_guess = ${guess}
    ${name}_cube = ${name}_guess^3
    ${name} = ${name}_guess*(${name}_cube + 2*${of})/(2*${name}_cube + ${of})`;
}

/** A wish that is `use` times what there is: all of it below, never more; the corner is rounded to the 16th power. */
export function limited(wish: string, use: string): string {
  return `${wish}/sqrt(sqrt(sqrt(sqrt(1 + ((${use})^8)^2))))`;
}
