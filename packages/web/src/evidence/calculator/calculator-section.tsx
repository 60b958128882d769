/** Two questions to ask the statistics: what one table tells, and what a trial can show. */
import { TableCalculator } from "./table-calculator.tsx";
import { TrialCalculator } from "./trial-calculator.tsx";

export function CalculatorSection() {
  return (
    <>
      <h2>Calculator</h2>
      <TableCalculator />
      <TrialCalculator />
    </>
  );
}
