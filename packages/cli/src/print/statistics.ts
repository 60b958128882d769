/** Estimates, intervals and probabilities for a person; the page shows the same. */
export {
  decimalsFor,
  droppedLines,
  estimateText,
  type Heterogeneity,
  heterogeneityText,
  MEASURES,
  modelText,
  percentOf,
  pText,
  pWhole,
  rangeText,
  TESTS,
} from "@counterpulse/report";
