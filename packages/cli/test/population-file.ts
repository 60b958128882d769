/** A population of two factors for tests: small, quick, and with criteria that most draws meet. */
export const SMALL_POPULATION = `title: Small
base: cardiogenic-shock
parameters:
  vessels.arterial_compliance_scale:
    { distribution: uniform, min: 0.5, max: 1.2, source: test, label: arterial compliance }
  lv.Ees: { distribution: lognormal, median: 1, cv: 0.3, relative: true, source: test }
accept:
  pcwp_mmHg: [10, null]
targets:
  pcwp_mmHg: { kind: mean, value: 24, sd: 7, source: test }
`;
