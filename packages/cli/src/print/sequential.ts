/** A group-sequential design as a person reads it. */
import type { SequentialDocument } from "../commands/design/sequential.ts";
import type { Colours } from "./colour.ts";
import { factLines, range, share } from "./design.ts";
import { fixed, MISSING } from "./number.ts";
import { type Column, type Row, table } from "./table.ts";

const right = (header: string): Column => ({ align: "right", header });
const small = (p: number): string => (p === 0 ? "0" : p < 1e-4 ? p.toExponential(2) : p.toFixed(5));

export function sequentialLines(d: SequentialDocument, width: number, paint: Colours): string[] {
  const futility = d.futility_z;
  const rows = d.times.map((time, k): Row => {
    const lower = futility ? [fixed(futility[k], 4)] : [];
    return [
      String(k + 1),
      share(time),
      fixed(d.z[k], 4),
      small(d.nominal_p[k]),
      small(d.cumulative_alpha[k]),
      ...lower,
    ];
  });
  const columns = [
    "look",
    "information",
    "reject at Z",
    "nominal P",
    "alpha spent",
    ...(futility ? [d.sided === 2 ? "futile within Z" : "futile below Z"] : []),
  ];
  return [
    ...table(columns.map(right), rows, { header: paint.bold }),
    "",
    ...factLines(
      [
        [
          "inflation",
          fixed(d.inflation, 6),
          d.max_n === null
            ? "most patients over those of a test without looks"
            : `${d.max_n} patients at most, ${d.fixed_n} without looks`,
        ],
        [
          "level",
          share(d.alpha),
          `${d.sided === 2 ? "two" : "one"}-sided, all looks together; power ${share(d.power)}`,
        ],
        ...(futility
          ? ([
              [
                "futility",
                d.binding ? "binding" : "not binding",
                d.binding ? "the level holds only if it is obeyed" : "the level holds even if it is not obeyed",
              ],
            ] as const)
          : []),
      ],
      width,
      paint,
    ),
    "",
    ...operatingTable(d, paint),
    ...(d.interim ? ["", ...interimTable(d.interim, paint)] : []),
  ];
}

function operatingTable(d: SequentialDocument, paint: Colours): string[] {
  const stops = d.times.slice(0, -1).map((_, k) => right(`stop at\nlook ${k + 1}`));
  const columns = [
    right("true effect\nof assumed"),
    right("rejects"),
    ...stops,
    right("expected\ninformation"),
    ...(d.fixed_n === null ? [] : [right("expected\npatients")]),
  ];
  const rows = d.operating.map((o): Row => {
    const stopped = o.stop.slice(0, -1).map((s) => share(s.efficacy + s.wrong + s.futility));
    const expected = o.expected_n === null ? [] : [fixed(o.expected_n, 1)];
    return [fixed(o.effect, 2), share(o.power), ...stopped, share(o.expected_information), ...expected];
  });
  return table(columns, rows, { header: paint.bold });
}

function interimTable(looks: NonNullable<SequentialDocument["interim"]>, paint: Colours): string[] {
  const rows = looks.map((l): Row => {
    const cp = l.conditional_power;
    const shares = cp ? [share(cp.assumed), share(cp.observed), share(cp.null)] : [MISSING, MISSING, MISSING];
    const ci = l.repeated_ci ? range(fixed(l.repeated_ci[0], 2), fixed(l.repeated_ci[1], 2)) : MISSING;
    return [String(l.look), fixed(l.z, 3), l.decision, ...shares, share(l.predictive_power), fixed(l.estimate, 2), ci];
  });
  const stopped = looks.find((l) => l.stagewise)?.stagewise;
  const heads = [
    "look",
    "Z",
    "decision",
    "power if\nas assumed",
    "as\nobserved",
    "no\neffect",
    "predictive",
    "estimate\nof assumed",
    "repeated CI",
  ];
  return [
    ...table(
      heads.map((header) => ({ align: header === "decision" ? "left" : "right", header })),
      rows,
      { header: paint.bold },
    ),
    ...(stopped
      ? [
          "",
          `Adjusted for the looks (stagewise): P ${small(stopped.p)}, median-unbiased effect ${fixed(stopped.estimate, 3)} of the assumed one, 95 % CI ${fixed(stopped.ci[0], 3)} to ${fixed(stopped.ci[1], 3)}.`,
        ]
      : []),
  ];
}
