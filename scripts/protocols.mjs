/** The generated parts of docs/studies.md: the built-in protocols, and how well their instruments read. */

const value = (x) => String(Number(x.toPrecision(4)));

/** @param table,linked as in scripts/docs.mjs */
export function protocolSections(protocols, indices, { table, linked }) {
  const units = new Map(indices.map(({ id, unit }) => [id, unit === "1" ? "" : ` ${unit}`]));
  const list = protocols.map((p) => [`\`${p.id}\``, p.title, p.design, String(p.n), linked(p.source)]);
  return [
    table(["id", "title", "design", "n", "what is known of it, and what is assumed"], list),
    "### How well instruments read",
    "Standard deviation of one reading; of an error that stays with a patient; of its drift in an hour. % are of the true value.",
    table(["index", "instrument", "one reading", "bias", "drift", "source"], measureRows(protocols, units, linked)),
  ].join("\n\n");
}

/** Each measure once, as the first protocol that has it reads it. */
function measureRows(protocols, units, linked) {
  const seen = new Set();
  return protocols.flatMap(({ instruments }) =>
    Object.values(instruments).flatMap(({ label, measures }) =>
      Object.entries(measures).flatMap(([id, m]) => {
        if (seen.has(`${id} ${label}`)) return [];
        seen.add(`${id} ${label}`);
        const amount = (x = 0) => (x === 0 ? "" : m.relative ? `${value(100 * x)} %` : `${value(x)}${units.get(id)}`);
        const bias = m.bias ? `${amount(m.bias_sd)}, mean ${amount(m.bias)}` : amount(m.bias_sd);
        return [[`\`${id}\``, label, amount(m.error), bias, amount(m.drift_sd_per_h), linked(m.source)]];
      }),
    ),
  );
}
