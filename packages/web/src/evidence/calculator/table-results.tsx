/** Every measure, interval and test of one table. */
import { percentOf, pText } from "@counterpulse/report";
import type { TwoByTwoAnalysis } from "@counterpulse/statistics";
import { Table } from "../parts/table.tsx";
import { fixed, percents, rangeText } from "../parts/words.ts";

export function TableResults({ analysis, level }: { analysis: TwoByTwoAnalysis; level: number }) {
  const { table, risks, nnt, tests, e_value } = analysis;
  const risk = (i: number, events: number, people: number): string =>
    `${events}/${people}: ${fixed(100 * risks[i].value, 1)} % (${rangeText(percents(risks[i].ci), 1)})`;
  const facts: [string, string][] = [
    ["Experimental, Wilson", risk(0, table.a, table.n1)],
    ["Control, Wilson", risk(1, table.b, table.n2)],
    ["Number needed, Newcombe", nnt.text],
    ["Number needed, Miettinen-Nurminen", nnt.by.miettinen_nurminen.text],
    ["Number needed, Wald", nnt.by.wald.text],
    ["Chi-squared", `${fixed(tests.chi2.value, 2)}, ${pText(tests.chi2.p)}`],
    ["Yates", `${fixed(tests.yates.value, 2)}, ${pText(tests.yates.p)}`],
    ["Fisher; mid-P", `${pText(tests.fisher.p)}; ${pText(tests.mid_p.p)}`],
    ...(e_value === null
      ? []
      : ([["E-value; of the nearer limit", `${fixed(e_value.point, 2)}; ${fixed(e_value.ci, 2)}`]] as [
          string,
          string,
        ][])),
  ];
  return (
    <div className="results beside" aria-live="polite">
      <Measures analysis={analysis} level={level} />
      <dl className="effects">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="note">NNTB, NNTH: people to be treated for one more to benefit, or to be harmed.</p>
    </div>
  );
}

function Measures({ analysis: { rd, rr, or }, level }: { analysis: TwoByTwoAnalysis; level: number }) {
  const points = `${fixed(100 * rd.value, 1)} %`;
  const of = (ci: readonly [number, number]): string => `${rangeText(percents(ci), 1)} %`;
  const rows = [
    ["Risk difference", points, of(rd.ci.newcombe), "Newcombe"],
    ["Risk difference", points, of(rd.ci.miettinen_nurminen), "Miettinen-Nurminen"],
    ["Risk difference", points, of(rd.ci.wald), "Wald"],
    ["Risk ratio", fixed(rr.value, 3), rangeText(rr.ci.katz, 3), "Katz"],
    ["Odds ratio", fixed(or.value, 3), rangeText(or.ci.woolf, 3), "Woolf"],
    ["Odds ratio", fixed(or.conditional, 3), rangeText(or.ci.exact, 3), "exact, conditional"],
  ];
  const columns = [
    { head: "Measure" },
    { head: "Estimate", numeric: true },
    { head: `${percentOf(level)} CI`, numeric: true },
    { head: "By" },
  ];
  return (
    <Table
      caption="Measures"
      columns={columns}
      rows={rows.map((cells) => ({ key: `${cells[0]} ${cells[3]}`, cells }))}
    />
  );
}
