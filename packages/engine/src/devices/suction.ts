import { input, parameter, signal } from "../language/component.ts";

/**
 * What a pump drains closes on the cannula's side holes with a lag, and opens again when it has refilled: the element of
 * chatter, though swings that go on have not been seen with these values.
 */
export const suction = signal("suction", {
  doc: "Closure of the drained vessel or chamber on the cannula's side holes.",
  parameters: {
    suction_lag_ms: parameter(
      150,
      "ms",
      [50, 500],
      "Time the drained wall takes to close on the side holes and to open",
      "assumption",
    ),
  },
  inputs: { collapse: input("1", "Emptied fraction of what is drained") },
  states: { closed: { unit: "1", initial: "0", scale: 0.05 } },
  law: `
    der(closed) = (collapse - closed)/suction_lag_ms
  `,
});

/** Rise of a drainage cannula's loss as the drained wall closes; stands beside `suctionLoss` in a line's law. */
export const suctionLoss = parameter(
  300,
  "1",
  [0, 1000],
  "Rise of the cannula's loss with the square of the drained vessel's emptied over its remaining fraction",
  "assumption",
);
