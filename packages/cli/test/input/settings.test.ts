import { Laboratory } from "@counterpulse/lab";
import { expect, test } from "vitest";
import { readSettings } from "../../src/input/settings.ts";

const { model } = new Laboratory();

test("id=value, blanks allowed, decimal notation", async () => {
  const settings = await readSettings(model, ["iabp.ratio=2", " lv.Ees = .7e0 ", "iabp.inflation_offset_ms=-50"]);
  expect(settings).toEqual({ "iabp.ratio": 2, "lv.Ees": 0.7, "iabp.inflation_offset_ms": -50 });
});

test.each([
  [["iabp.ratio"], '--set: "iabp.ratio" has no "="; id=value is allowed'],
  [["iabp.rato=2"], 'there is no parameter "iabp.rato"; did you mean iabp.ratio?'],
  [["something.else.entirely=2"], "`counterpulse parameters` lists all"],
  [["=2"], 'there is no parameter ""'],
  [["__proto__=2"], 'there is no parameter "__proto__"'],
  [["iabp.on=1"], "iabp.on follows from the support; name the device there"],
  [["iabp.volume_mL=55"], "iabp.volume_mL = 55 is outside what is allowed: a number from 25 to 50 mL"],
  [["iabp.ratio=1.5"], "a whole number from 1 to 4"],
  [["iabp.volume_mL=big"], 'iabp.volume_mL is "big"; a number from 25 to 50 mL is allowed'],
  [["iabp.volume_mL="], 'iabp.volume_mL is ""; a number'],
  [["iabp.volume_mL=0x20"], 'iabp.volume_mL is "0x20"; a number'],
  [["iabp.volume_mL=Infinity"], 'iabp.volume_mL is "Infinity"; a number'],
  [["iabp.volume_mL=32,5"], 'iabp.volume_mL is "32,5" (write 32.5, with a decimal point); a number from 25'],
  [["iabp.ratio=2", "iabp.ratio=2"], "iabp.ratio is given twice"],
])("%j is refused", async (given, message) => {
  await expect(readSettings(model, given)).rejects.toThrow(message);
  await expect(readSettings(model, given)).rejects.toMatchObject({ name: "InputError" });
});
