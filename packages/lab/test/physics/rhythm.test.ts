/** Rhythms, what consoles make of them, and breathing. */
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series } from "../bedside.ts";
import { type Beat, correlation, mean, Ward } from "../course.ts";

const HEALTHY = "healthy-adult";
const PATIENTS = [HEALTHY, "cardiogenic-shock"];
const OUTPUT = "co_native_L_min";
const AF = { "heart.rhythm": 1 };
const PACED = { "heart.rhythm": 2 };
const ECTOPIC = { "heart.ectopic_every": 4 };
/** The sequence of intervals in fibrillation recurs after so many beats. */
const CYCLE = 32;

const ward = new Ward(["iabp_balloon.V", "aortic_valve.q", "thorax.p", "tricuspid_valve.q", "aortic_root.p"]);
const stroke = (b: Beat): number => b.measures.get("lv_forward")! * b.period;

/** Whole cycles from the steady state on. */
const beatsOf = (bed: Bed, count: number, everyMs = 50): Beat[] => {
  const seconds = (count + 2) * (60 / ward.index(bed, "hr_per_min")) + 2;
  return ward.course(bed, bed, seconds, everyMs).slice(0, count);
};

describe.each(PATIENTS)("atrial fibrillation, %s", (patient) => {
  const [sinus, af, paced]: Bed[] = [{}, AF, PACED].map((settings) => ({ patient, settings }));
  const beats = beatsOf(af, CYCLE);
  const intervals = beats.map((b) => b.period);

  test("the mean rate is kept, intervals vary by a fifth of it", () => {
    expect(index(af, "hr_per_min") / index(sinus, "hr_per_min")).toBeCloseTo(1, 2);
    const m = mean(intervals);
    expect(Math.sqrt(mean(intervals.map((t) => (t - m) ** 2))) / m).toBeCloseTo(0.2, 2);
  });

  test("stroke volume follows the interval before it", () => {
    const volumes = beats.map(stroke);
    expect(correlation(volumes.slice(1), intervals.slice(0, -1))).toBeGreaterThan(0.75);
    expect(Math.max(...volumes) / Math.min(...volumes)).toBeGreaterThan(1.15);
  });

  test("without atrial contraction output and pressure fall, by 4 to 25 %; the atria stand fuller", () => {
    for (const bed of [af, paced]) {
      falls(series([sinus, bed], OUTPUT), OUTPUT, 0.04);
      expect(index(bed, OUTPUT) / index(sinus, OUTPUT)).toBeGreaterThan(0.75);
      falls(series([sinus, bed], "aortic_mean_mmHg"), "aortic_mean_mmHg", 0.02);
      rises(series([sinus, bed], "cvp_mmHg"), "cvp_mmHg");
      falls(series([sinus, bed], "lv_edp_mmHg"), "lv_edp_mmHg: no a wave", 0.1);
    }
  });

  test("without variation it is pacing", () => {
    const steady: Bed = { patient, settings: { ...AF, "heart.rr_variation": 0 } };
    for (const id of [OUTPUT, "pcwp_mmHg"]) expect(index(steady, id)).toBeCloseTo(index(paced, id), 2);
  });
});

describe("ectopic beats", () => {
  const beats = beatsOf({ patient: HEALTHY, settings: ECTOPIC }, 8);
  const regular = 60 / 70;
  const early = beats.findIndex((b) => b.period < 0.9 * regular);

  test("one in four comes early, and the pause makes up for it", () => {
    const periods = beats.map((b) => b.period);
    expect(periods.filter((t) => t < 0.9 * regular)).toHaveLength(2);
    expect(periods[early + 1]).toBeGreaterThan(1.2 * regular);
    expect(periods[early] + periods[early + 1]).toBeCloseTo(2 * regular, 6);
    expect(mean(periods)).toBeCloseTo(regular, 6);
  });

  test("the early beat is weak, the one after the pause strong", () => {
    const volumes = beats.map(stroke);
    const [before, ectopic, after] = [volumes[early], volumes[early + 1], volumes[early + 2]];
    expect(ectopic / before).toBeLessThan(0.85);
    expect(after / before).toBeGreaterThan(1.01);
  });

  test("the more of them, the less output", () => {
    const beds = [0, 10, 4, 2].map((every) => ({ settings: { "heart.ectopic_every": every } }));
    falls(series(beds, OUTPUT), OUTPUT);
  });
});

describe("the console's trigger", () => {
  /** Gas in the balloon when the aortic valve opens, beat by beat. */
  const atOpening = (settings: Record<string, number>, count: number): number[] =>
    beatsOf({ support: "iabp", settings }, count, 2).map(({ waves }) => {
      const opens = waves["aortic_valve.q"].findIndex((q) => q > 0);
      return waves["iabp_balloon.V"][opens];
    });
  const trigger = (t: number, more: Record<string, number> = {}) => ({ "iabp.trigger": t, ...more });
  const [AUTO, INTERVAL, R_WAVE, PRESSURE] = [0, 1, 2, 3];

  test("in a regular rhythm the console deflates by the interval; in fibrillation and ectopy on the R wave", () => {
    const same = (a: number, b: number, more: Record<string, number>): void => {
      const [x, y] = [a, b].map((t) => index({ support: "iabp", settings: trigger(t, more) }, "lv_sv_mL"));
      expect(x).toBeCloseTo(y, 3);
    };
    same(AUTO, INTERVAL, {});
    same(AUTO, R_WAVE, AF);
    same(AUTO, R_WAVE, ECTOPIC);
  });

  test("on the R wave less than a third of the gas is left when the valve opens, in fibrillation never half", () => {
    expect(mean(atOpening(trigger(R_WAVE), 2))).toBeLessThan(12);
    const left = atOpening(trigger(AUTO, AF), CYCLE);
    expect(mean(left)).toBeLessThan(12);
    expect(Math.max(...left)).toBeLessThan(20);
  });

  test("by the expected interval it errs there: less augmentation, less output, more wedge pressure", () => {
    const beds: Bed[] = [INTERVAL, AUTO].map((t) => ({ support: "iabp", settings: trigger(t, AF) }));
    rises(series(beds, OUTPUT), OUTPUT, 0.005);
    rises(series(beds, "aortic_mean_mmHg"), "aortic_mean_mmHg", 0.005);
    falls(series(beds, "pcwp_mmHg"), "pcwp_mmHg", 0.005);
  });

  test("by pressure it is late: most of the gas is still there, end-diastolic pressure high", () => {
    expect(mean(atOpening(trigger(PRESSURE), 3))).toBeGreaterThan(20);
    const beds: Bed[] = [R_WAVE, PRESSURE].map((t) => ({ support: "iabp", settings: trigger(t) }));
    rises(series(beds, "aortic_end_diastolic_mmHg"), "aortic_end_diastolic_mmHg", 0.3);
  });

  test("an early R wave ends inflation", () => {
    const beats = beatsOf({ support: "iabp", settings: trigger(INTERVAL, ECTOPIC) }, 8, 2);
    const early = beats.findIndex((b) => b.period < 0.45);
    const gas = beats[early + 1].waves["iabp_balloon.V"];
    // Full as the early beat begins, empty within a tenth of a second or so.
    expect(gas[0]).toBeGreaterThan(25);
    expect(gas[70]).toBeLessThan(2);
  });

  test("the balloon still helps in fibrillation, less than in sinus rhythm", () => {
    const gain = (settings: Record<string, number>): number =>
      index({ support: "iabp", settings }, OUTPUT) - index({ settings }, OUTPUT);
    expect(gain(AF)).toBeGreaterThan(0.2);
    expect(gain(AF)).toBeLessThan(gain({}));
    expect(gain(ECTOPIC)).toBeGreaterThan(0.2);
  });

  test("in arrest it goes on at its internal rate, whatever the trigger", () => {
    for (const t of [AUTO, R_WAVE, PRESSURE]) {
      const bed: Bed = {
        support: "va-ecmo+iabp",
        settings: trigger(t, { "heart.arrested": 1, "iabp.internal_rate_per_min": 90 }),
      };
      expect(index(bed, "hr_per_min")).toBe(90);
      expect(index(bed, "balloon_volume_swing_mL")).toBeGreaterThan(35);
    }
  });
});

describe("breathing", () => {
  const BREATH = 5;
  const phases = (settings: Record<string, number>, patient = HEALTHY) => {
    const beats = beatsOf({ patient, settings: { "thorax.breath_beats": BREATH, ...settings } }, BREATH, 4);
    return beats.map((b) => ({
      chest: mean(b.waves["thorax.p"]),
      filling: mean(b.waves["tricuspid_valve.q"]) * b.period,
      stroke: stroke(b),
      systolic: Math.max(...b.waves["aortic_root.p"]),
    }));
  };
  type Phase = ReturnType<typeof phases>[number];
  /** Inspiration is where the chest's pressure is off its resting value. */
  const split = (list: Phase[], sign: number): [Phase[], Phase[]] => {
    const rest = list.at(-1)!.chest;
    const inspiration = list.filter((p) => sign * (p.chest - rest) > 0.5);
    return [inspiration, list.filter((p) => !inspiration.includes(p))];
  };
  const average = (list: Phase[], of: keyof Phase): number => mean(list.map((p) => p[of]));

  test("a spontaneous breath fills the right ventricle and lowers left stroke volume and pressure, by less than 10 mmHg", () => {
    const [inspiration, expiration] = split(phases({ "thorax.swing_mmHg": -6 }), -1);
    expect(inspiration).toHaveLength(2);
    expect(average(inspiration, "filling")).toBeGreaterThan(1.05 * average(expiration, "filling"));
    expect(average(inspiration, "stroke")).toBeLessThan(average(expiration, "stroke"));
    const paradox = Math.max(...expiration.map((p) => p.systolic)) - Math.min(...inspiration.map((p) => p.systolic));
    expect(paradox).toBeGreaterThan(1);
    expect(paradox).toBeLessThan(10);
  });

  test("a ventilator's does the reverse", () => {
    for (const patient of PATIENTS) {
      const [inspiration, expiration] = split(phases({ "thorax.swing_mmHg": 10 }, patient), 1);
      expect(average(inspiration, "filling")).toBeLessThan(0.9 * average(expiration, "filling"));
      expect(average(inspiration, "stroke")).toBeGreaterThan(average(expiration, "stroke"));
      expect(average(inspiration, "systolic")).toBeGreaterThan(average(expiration, "systolic"));
    }
  });

  test("over the breath, suction helps venous return and pressure hinders it", () => {
    const beds = [-12, -6, 0, 10, 20].map((swing) => ({ patient: HEALTHY, settings: { "thorax.swing_mmHg": swing } }));
    falls(series(beds, OUTPUT), OUTPUT, 0.005);
    rises(series(beds, "cvp_mmHg"), "cvp_mmHg", 0.05);
  });

  test("positive pressure throughout lowers output, a healthy heart's more than a failing one's", () => {
    const beds = (patient: string): Bed[] =>
      [-4, 0, 4, 8, 12].map((p) => ({ patient, settings: { "thorax.pressure_mmHg": p } }));
    const lost = PATIENTS.map((patient) => {
      falls(series(beds(patient), OUTPUT), OUTPUT);
      return 1 - index(beds(patient)[4], OUTPUT) / index(beds(patient)[0], OUTPUT);
    });
    expect(lost[0]).toBeGreaterThan(0.2);
    expect(lost[1]).toBeLessThan(0.6 * lost[0]);
  });

  test("with a swing of nothing, breathing is left out", () => {
    const [a, b] = [3, 7].map((n) => index({ settings: { "thorax.breath_beats": n } }, OUTPUT));
    expect(a).toBe(b);
  });
});

describe("open ends", () => {
  test.fails("a beat does not know the interval that will follow it", () => {
    // Systolic times scale with the beat's own interval, which ends after them.
    const beats = beatsOf({ settings: AF }, CYCLE);
    const [volumes, intervals] = [beats.map(stroke), beats.map((b) => b.period)];
    const after = correlation(volumes.slice(1), intervals.slice(1));
    const chance = correlation(intervals.slice(1), intervals.slice(0, -1));
    expect(Math.abs(after - chance)).toBeLessThan(0.25);
  });

  test.fails("nor is a beat weaker because an ectopic one is to come", () => {
    const beats = beatsOf({ settings: ECTOPIC }, 8);
    const early = beats.findIndex((b) => b.period < 0.45);
    expect(stroke(beats[early]) / stroke(beats[early - 1 < 0 ? early + 3 : early - 1])).toBeGreaterThan(0.97);
  });

  test.fails("correctly timed, the balloon is empty when the valve opens, as the console says", () => {
    const [beat] = beatsOf({ support: "iabp" }, 1, 2);
    const opens = beat.waves["aortic_valve.q"].findIndex((q) => q > 0);
    expect(beat.waves["iabp_balloon.V"][opens]).toBeLessThan(8);
  });

  test.fails("irregularity by itself costs output: 9 % at an unchanged rate (clark1997, recalled), at least 2", () => {
    const [regular, irregular] = [PACED, AF].map((settings) => index({ patient: HEALTHY, settings }, OUTPUT));
    expect(1 - irregular / regular).toBeGreaterThan(0.02);
  });
});
