/** The pooled effect and how far the studies differ. */
import type { PoolDocument } from "@counterpulse/evidence";
import { decimalsFor, MEASURES, metaDecimals, modelText, percentOf, pText } from "@counterpulse/report";
import { capital, estimateText, fixed, rangeText } from "../parts/words.ts";

export function PoolNumbers({ result }: { result: PoolDocument }) {
  const { analysis, normal_ci } = result;
  const { pooled, measure, level, k, p, statistic, df, tau2, tau2_ci, i2_pct, q, model } = analysis;
  const decimals = metaDecimals(analysis);
  const tauDecimals = decimalsFor([tau2]);
  const test =
    statistic === null ? "" : df === null ? `z = ${fixed(statistic, 2)}` : `t = ${fixed(statistic, 2)} on ${df} df`;
  const facts: [string, string, string?][] = [
    [
      `${MEASURES[measure]} (${percentOf(level)} CI)`,
      estimateText(pooled.value, pooled.ci, decimals),
      `${capital(modelText(analysis))}, ${k} ${k === 1 ? "study" : "studies"}`,
    ],
    ["Test of no effect", pText(p), test],
  ];
  if (normal_ci) {
    const wider = normal_ci[0] < pooled.ci[0] && normal_ci[1] > pooled.ci[1];
    const remark = wider ? "wider: the studies differ less than by chance" : undefined;
    facts.push(["Normal interval instead", rangeText(normal_ci, decimals), remark]);
  }
  if (pooled.prediction_interval)
    facts.push(["A new study's effect", rangeText(pooled.prediction_interval, decimals), "prediction interval"]);
  if (k > 1) {
    const between = tau2_ci[0] === null ? "" : `, ${percentOf(level)} CI ${rangeText(tau2_ci, tauDecimals)}`;
    if (model === "random") facts.push(["τ²", fixed(tau2, tauDecimals), `between studies${between}`]);
    facts.push(["I²", `${fixed(i2_pct, 0)} %`, `Q ${fixed(q.value, 2)} on ${q.df} df, ${pText(q.p)}`]);
  }
  return (
    <dl className="numbers" aria-live="polite">
      {facts.map(([name, value, remark]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
            {remark && <small>{remark}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
