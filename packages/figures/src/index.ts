export { type AgreementFigure, type AgreementPanel, type AgreementPoint, agreement } from "./agreement.ts";
export { type ConfoundingCurve, type ConfoundingFigure, type ConfoundingRow, confounding } from "./confounding.ts";
export { type DeviceCurve, type DeviceFigure, type DevicePanel, deviceCurves } from "./device-curves.ts";
export type { EffectScale } from "./effect-axis.ts";
export { FigureError } from "./figure-error.ts";
export { type ForestFigure, type ForestGroup, type ForestRow, type ForestSummary, forest } from "./forest.ts";
export type { FigureOptions } from "./frame.ts";
export { type FunnelFigure, type FunnelPoint, funnel } from "./funnel.ts";
export { type LoveFigure, type LoveRow, lovePlot } from "./love-plot.ts";
export { type PValueCurve, type PValueFigure, pValueFunction } from "./p-value-function.ts";
export type { Theme, Tone } from "./palette.ts";
export { type Course, type CourseFigure, type CoursePanel, patientCourses } from "./patient-courses.ts";
export { type PowerCurve, type PowerFigure, type PowerPanel, powerCurves } from "./power-curves.ts";
export { type Loop, type LoopFigure, pressureVolumeLoops, type Relation } from "./pressure-volume-loops.ts";
export { type ProportionGroup, type ProportionRow, type ProportionsFigure, proportions } from "./proportions.ts";
export {
  type SensitivityFigure,
  type SensitivityPanel,
  type SensitivityRow,
  sensitivityBars,
} from "./sensitivity-bars.ts";
export { type BoundaryFigure, sequentialBoundary } from "./sequential-boundary.ts";
export { type StepCurve, type StepFigure, stepCurves } from "./step-curves.ts";
export { type WaterfallFigure, type WaterfallGroup, waterfall } from "./waterfall.ts";
export { type Panel, type Trace, type WaveformFigure, waveforms } from "./waveforms.ts";
