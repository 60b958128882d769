import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Comparison, NamedIndices } from "@counterpulse/lab";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { counterpulse, type Outcome, wrongInput } from "../capture.ts";
import { DEVICE_INDEX_IDS, EFFECT_ROWS, INDEX_IDS, ROWS_THAT_HOLD, SEGMENTS } from "../contract.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("--json", () => {
  let result: Comparison;
  beforeAll(async () => {
    const out = await counterpulse("compare", "cardiogenic-shock", "--json");
    expect(out).toMatchObject({ status: 0, stderr: "" });
    result = JSON.parse(out.stdout);
  });

  test("names model, patient and supports", () => {
    expect(result.model).toEqual({ name: expect.any(String), version: expect.any(String), hash: expect.any(String) });
    expect(result.patient).toBe("cardiogenic-shock");
    expect(result.columns.map((c) => c.support)).toEqual(["none", "iabp", "va-ecmo", "va-ecmo+iabp"]);
  });

  test("every column has every index: a number, null while its device is off, the watershed a segment's name", () => {
    const devices = Object.entries(DEVICE_INDEX_IDS);
    for (const column of result.columns) {
      const off = devices.flatMap(([device, ids]) => (column.support.includes(device) ? [] : ids));
      expect(column).toMatchObject({ settings: expect.any(Object), converged: expect.any(Boolean) });
      expect(column.lv_distended).toEqual(expect.any(Boolean));
      expect(column.lv_distension).toMatchObject({
        valve_shut: expect.any(Boolean),
        wedge_raised: expect.any(Boolean),
      });
      expect(Object.keys(column.indices)).toEqual(expect.arrayContaining(INDEX_IDS));
      const indices: NamedIndices = column.indices;
      for (const id of INDEX_IDS.filter((one) => one !== "watershed")) {
        if (off.includes(id)) expect(indices[id], id).toBeNull();
        else expect(Number.isFinite(indices[id]), id).toBe(true);
      }
      if (column.support.includes("va-ecmo")) expect(SEGMENTS).toContain(indices.watershed);
      else expect(indices.watershed).toBeNull();
    }
  });

  test("says whether reflexes are on, and holds the same ECMO flow in every column", () => {
    for (const column of result.columns) expect(column.settings["reflexes.on"]).toBe(1);
    for (const column of result.columns.slice(2)) expect(column.indices.device_flow_L_min).toBeCloseTo(4, 2);
  });

  test("judges every row of the mission against the right column", () => {
    for (const [support, rows] of Object.entries(EFFECT_ROWS)) {
      const effects = result.effects.filter((e) => e.support === support);
      expect([...new Set(effects.map((e) => e.id))]).toEqual(rows);
      const reference = support === "va-ecmo+iabp" ? "va-ecmo" : "none";
      expect(effects.every((e) => e.reference === reference)).toBe(true);
    }
    for (const effect of result.effects) {
      expect([true, false, null]).toContain(effect.holds);
      for (const change of [effect.change, effect.change_pct])
        expect(change === null || Number.isFinite(change)).toBe(true);
      if (effect.holds === null) expect(effect.text).toMatch(/\(.+\)$/);
    }
  });

  test("tells under which settings both columns were solved again, null where they are the columns' own", () => {
    const ofRow = (id: string) => result.effects.filter((e) => e.id === id).map((e) => e.with);
    for (const settings of ofRow("I5")) expect(settings).toMatchObject({ "coronary.lad.stenosis_pct": 95 });
    expect(ofRow("I2")).toEqual([null, null]);
  });

  test.each(ROWS_THAT_HOLD)("row %s holds on the patient in shock", (id) => {
    const entries = result.effects.filter((e) => e.id === id);
    expect(entries.filter((e) => e.holds !== true)).toEqual([]);
  });
});

test("supports are echoed as written, settings of an absent device accepted", async () => {
  const args = ["--support", "iabp+va-ecmo, none", "--set", "iabp.ratio=2", "--json"];
  const { stdout } = await counterpulse("compare", "healthy-adult", ...args);
  const { columns } = JSON.parse(stdout) as Comparison;
  expect(columns.map((c) => c.support)).toEqual(["iabp+va-ecmo", "none"]);
  expect(columns.map((c) => c.settings["iabp.ratio"])).toEqual([2, 2]);
});

describe("the table", () => {
  let out: Outcome;
  let lines: string[];
  beforeAll(async () => {
    out = await counterpulse("compare", "cardiogenic-shock", "--set", "iabp.volume_mL=35");
    lines = out.stdout.trimEnd().split("\n");
  });

  test("fits 100 columns and ends in no blanks", () => {
    expect(out.status).toBe(0);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
  });

  test("begins with the patient and its devices, ends with what it is not", () => {
    expect(lines[0]).toMatch(/^Cardiogenic shock.* \(cardiogenic-shock\)$/);
    expect(out.stdout).toContain("IABP: 35 mL, 1:1\n");
    expect(out.stdout).toContain(
      "VA-ECMO: flow held at 4 L/min, drainage 25 Fr, return 17 Fr into the femoral artery\n",
    );
    expect(out.stdout).toContain("Set: iabp.volume_mL = 35 mL\n");
    expect(lines.at(-1)).toBe("For research and teaching; not a medical device.");
  });

  test("has a column for each support, decimal points below each other, no row without a value", () => {
    expect(lines.find((line) => /none +iabp +va-ecmo +va-ecmo\+iabp$/.test(line))).toBeDefined();
    const row = (label: string) => lines.find((line) => line.startsWith(`  ${label}`))!;
    expect(row("native")).toMatch(/L\/min +\d\.\d\d +\d\.\d\d +\d\.\d\d +\d\.\d\d$/);
    expect(row("wedge").indexOf(".")).toBe(row("cardiac index").indexOf("."));
    expect(row("ECMO pump speed")).toMatch(/rpm +– +– +\d{4} +\d{4}$/);
    expect(out.stdout).not.toContain("Impella");
    expect(out.stdout).not.toMatch(/^ {2}\S.*[^\d–] +–( +–)*$/m);
  });

  test("has gases, heart muscle and the oxygenator's share under their headings, the watershed as a place", () => {
    const from = (heading: string) => lines.slice(lines.indexOf(heading) + 1);
    expect(from("Oxygen and carbon dioxide")[0]).toMatch(/^ {2}saturation, right radial +%( +\d+){4}$/);
    const muscle = from("Heart muscle and coronaries").slice(0, lines.indexOf("Organs"));
    expect(muscle[0]).toMatch(/^ {2}LV pressure-volume area +mmHg·mL( +\d+){4}$/);
    expect(muscle.filter((line) => /^ {2}dilator reserve, (LAD|LCX|RCA)( +[01]\.\d\d){4}$/.test(line))).toHaveLength(3);
    const shares = from("Share of blood from the ECMO, and watershed");
    expect(shares[0]).toMatch(/^ {2}ECMO share, coronary +– +– +\d\.\d\d +\d\.\d\d$/);
    expect(shares.find((line) => line.startsWith("  watershed in"))).toMatch(/ – +– +[a-z]+ +[a-z]+$/);
  });

  test("tells in plain words which rows hold", () => {
    expect(out.stdout).toContain("What the IABP does (iabp against none)");
    expect(out.stdout).toContain("What VA-ECMO does (va-ecmo against none)");
    expect(out.stdout).toContain("What the balloon adds to VA-ECMO (va-ecmo+iabp against va-ecmo)");
    expect(out.stdout).toMatch(/ {2}I2 {2}stroke volume rises +\+\d\.\d +mL +\+\d+\.\d % {2}holds\n/);
    expect(out.stdout).toMatch(/E5 {2}LV distension +\+\d+\.\d +mmHg +\+\d+\.\d % {2}not known \[4\]\n/);
    expect(out.stdout).toMatch(/Of \d+ entries \d+ hold, \d+ do not hold, 1 is not known\.\n {2}\[1\] /);
  });

  test("tells below which entries were worked out with settings of their own", () => {
    expect(out.stdout).toMatch(/I5 {2}LAD flow beyond a critical .+(holds|does not hold) \[2\]\n/);
    expect(out.stdout.replace(/\s+/g, " ")).toContain(
      "[2] both columns solved again with coronary.lad.stenosis_pct = 95 %, coronary.lad/lcx/rca.ischaemia = 0 [3]",
    );
  });

  test("tells for each column whether the ventricle is distended", () => {
    expect(out.stdout).toMatch(/\n {2}va-ecmo +no: valve open \d+ %, wedge [\d.]+ \(\+[\d.]+\) mmHg +steady state\n/);
  });
});

describe("all devices side by side", () => {
  const supports = "none,iabp,impella,tandemheart,va-ecmo,va-ecmo+impella";
  const args = ["compare", "cardiogenic-shock", "--support", supports];

  test("each column has its devices' own indices, and flow adds up", async () => {
    const { columns } = JSON.parse((await counterpulse(...args, "--json")).stdout) as Comparison;
    expect(columns.map((c) => c.support)).toEqual(supports.split(","));
    for (const { support, indices, converged } of columns) {
      expect(converged, support).toBe(true);
      for (const [device, ids] of Object.entries(DEVICE_INDEX_IDS))
        for (const id of ids) expect(indices[id] !== null, `${id} under ${support}`).toBe(support.includes(device));
      expect(indices.vent_flow_L_min).toBeNull();
      expect(indices.co_native_L_min! + indices.device_flow_L_min!).toBeCloseTo(indices.total_flow_L_min!, 9);
    }
    expect(columns.at(-1)!.indices.device_flow_L_min).toBeCloseTo(4 + columns.at(-1)!.indices.impella_flow_L_min!, 2);
  });

  test("the table fits the page, and tells what each device is set to", async () => {
    const settings = ["impella.model=0", "tandemheart.speed_rpm=6500", "va-ecmo.la_vent_share=0.2"];
    const vents = [...settings, "vent.septostomy_diameter_mm=6"].flatMap((s) => ["--set", s]);
    const { stdout } = await counterpulse(...args, ...vents);
    expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
    expect(stdout).toMatch(/ tandem- +va-ecmo\n +none +iabp +impella +heart +va-ecmo +\+impella\n/);
    expect(stdout).toContain("Impella: 2.5, P-8\n");
    expect(stdout).toContain(
      "TandemHeart: speed held at 6500 rpm, transseptal 21 Fr, return 17 Fr into the left femoral",
    );
    expect(stdout.replace(/\s+/g, " ")).toContain("left atrial vent for 20 % of the flow");
    expect(stdout).toContain("Septostomy: 6 mm, with every support\n");
    expect(stdout).toMatch(/ {2}Impella flow +L\/min +– +– +\d\.\d\d +– +– +\d\.\d\d\n/);
    expect(stdout).toMatch(/ {2}TandemHeart pump speed +rpm +– +– +– +6500 +– +–\n/);
    expect(stdout).toMatch(/ {2}vent flow +L\/min( +\d\.\d\d){6}\n/);
  });

  test("the table fits the page where every column has every device", async () => {
    const all = Array.from({ length: 6 }, () => "va-ecmo+iabp+impella+tandemheart").join(",");
    const { stdout } = await counterpulse("compare", "cardiogenic-shock", "--support", all);
    expect(stdout).toMatch(/^Share of blood from the ECMO, and watershed$/m);
    expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  test("a valve that an Impella keeps shut is told apart from one that nothing opens", async () => {
    const { stdout } = await counterpulse("compare", "cardiogenic-shock", "--support", "none,va-ecmo+impella");
    expect(stdout).toMatch(/ {2}va-ecmo\+impella +yes: valve open 0 %, output by the Impella, wedge/);
  });
});

test("a heart that keeps filling is told with its reason and time", async () => {
  const settings = ["--set", "heart.arrested=1", "--at", "30"];
  const args = ["compare", "cardiogenic-shock", "--support", "none,va-ecmo", ...settings];
  const { columns } = JSON.parse((await counterpulse(...args, "--json")).stdout) as Comparison;
  expect(columns[1]).toMatchObject({ converged: false, evaluated_at_s: 30, reason: expect.stringContaining("30 s") });
  const { stdout } = await counterpulse(...args);
  expect(stdout).toMatch(/\n {2}va-ecmo +yes: valve open 0 %.+not settled, values at 30 s\n/);
  expect(stdout).toMatch(/\n {2}va-ecmo: n.+\n/);
});

test("--out writes CSV and JSON", async () => {
  const [table, document] = [join(folder, "c.csv"), join(folder, "c.json")];
  const printed = await counterpulse("compare", "healthy-adult", "--support", "none,iabp", "--out", table);
  expect(printed.stdout).toContain("none");
  const [header, ...rows] = readFileSync(table, "utf8").trimEnd().split("\n");
  expect(header).toBe("index,unit,none,iabp");
  expect(rows.map((row) => row.split(",")[0])).toEqual(expect.arrayContaining(INDEX_IDS));
  const json = await counterpulse("compare", "healthy-adult", "--support", "none,iabp", "--out", document, "--json");
  expect(readFileSync(document, "utf8")).toBe(json.stdout);
  const { columns } = JSON.parse(json.stdout) as Comparison;
  const mean = rows.find((row) => row.startsWith("aortic_mean_mmHg"))!;
  expect(mean).toBe(`aortic_mean_mmHg,mmHg,${columns.map((c) => c.indices.aortic_mean_mmHg).join(",")}`);
});

test("--out FILE.svg draws the loop of every column, and changes nothing else", async () => {
  const file = join(folder, "loops.svg");
  const args = ["compare", "cardiogenic-shock", "--set", "iabp.volume_mL=35", "--json"];
  const drawn = await counterpulse(...args, "--out", file);
  expect(drawn.status).toBe(0);
  expect(drawn.stdout).toBe((await counterpulse(...args)).stdout);
  const svg = readFileSync(file, "utf8");
  const { columns } = JSON.parse(drawn.stdout) as Comparison;
  expect(svg.match(/<path /g)).toHaveLength(4);
  expect(svg).toContain("IABP: 35 mL, 1:1.");
  for (const [i, name] of ["no support", "IABP", "VA-ECMO", "VA-ECMO + IABP"].entries()) {
    expect(svg).toContain(`>${name}</text>`);
    const [volumes, peak] = svg
      .match(new RegExp(`[ :;] ?${name.replace("+", "\\+")}: (\\d+ to \\d+) mL, \\d+ to (\\d+)`))!
      .slice(1);
    const { indices } = columns[i];
    expect(volumes).toBe(`${indices.lv_esv_mL!.toFixed(0)} to ${indices.lv_edv_mL!.toFixed(0)}`);
    expect(Math.abs(Number(peak) - indices.lv_peak_mmHg!)).toBeLessThan(1);
  }
});

test("a figure tells which columns have not settled, and draws a heart that stands still", async () => {
  const file = join(folder, "still.svg");
  const settings = ["--set", "lv.contractility_scale=0.3", "--set", "va-ecmo.flow_L_min=5", "--at", "30"];
  const args = ["compare", "cardiogenic-shock", "--support", "none,va-ecmo", ...settings, "--json", "--out", file];
  const { columns } = JSON.parse((await counterpulse(...args)).stdout) as Comparison;
  const names: Readonly<Record<string, string>> = { none: "no support", "va-ecmo": "VA-ECMO" };
  const unsettled = columns.filter((c) => !c.converged).map((c) => names[c.support]);
  const told = readFileSync(file, "utf8")
    .replace(/\s+/g, " ")
    .match(/Not in a steady state: ([^.]+)\./)?.[1];
  expect(told).toBe(unsettled.length > 0 ? unsettled.join(", ") : undefined);
  const arrested = ["--support", "va-ecmo", "--set", "heart.arrested=1", "--out", file];
  expect(await counterpulse("compare", "cardiogenic-shock", ...arrested)).toMatchObject({ status: 0, stderr: "" });
  expect(readFileSync(file, "utf8")).not.toMatch(/NaN|Infinity/);
});

test("more loops than one can tell apart are refused", async () => {
  const supports = Array.from({ length: 9 }, () => "none").join(",");
  const out = await counterpulse("compare", "healthy-adult", "--support", supports, "--out", join(folder, "many.svg"));
  expect(out).toEqual(wrongInput("--support: a figure of 9 loops cannot be read; up to 8 are allowed"));
});

test.each([
  [["nobody"], 'patient "nobody": there is no such patient; allowed are healthy-adult, cardiogenic-shock'],
  [["healthy-adult", "--support", "none,lvad"], '"lvad" is not a device; allowed are none, or iabp, va-ecmo'],
  [["healthy-adult", "--support", "none,"], 'support ""'],
  [["healthy-adult", "--support", "iabp+iabp"], "a device stands twice"],
  [["healthy-adult", "--set", "iabp.ratio"], 'has no "="'],
  [["healthy-adult", "--at", "0.5"], "--at: 0.5 is outside what is allowed: a number from 1 to 3600 s"],
  [["healthy-adult", "--at", "1e9"], "--at: 1e9 is outside"],
  [["healthy-adult", "--set", "va-ecmo.speed_rpm=3000", "--set", "va-ecmo.flow_L_min=3"], "cannot both be held"],
])("wrong input %j writes nothing", async (args, message) => {
  const before = readdirSync(folder);
  const out = await counterpulse("compare", ...args, "--out", join(folder, "wrong.json"));
  expect(out).toEqual(wrongInput(message));
  expect(readdirSync(folder)).toEqual(before);
});

test("a patient file gives the same as its built-in base with the same settings", async () => {
  const file = join(folder, "anna.yaml");
  writeFileSync(file, "base: cardiogenic-shock\nparameters:\n  lv.Ees: 0.7\n");
  const read = async (...args: string[]) =>
    JSON.parse((await counterpulse("compare", ...args, "--support", "none,iabp", "--json")).stdout) as Comparison;
  const fromFile = await read(file);
  expect(fromFile.patient).toBe("anna");
  expect(fromFile.columns).toEqual((await read("cardiogenic-shock", "--set", "lv.Ees=0.7")).columns);
});
