/** The generated parts of docs/populations.md: what the built-in populations draw, beside where it comes from. */

const value = (x) => String(Number(x.toPrecision(4)));

/** A distribution in words. */
function words(d, unit) {
  const u = d.relative ? " × base" : unit;
  const ends = [d.min !== undefined ? `from ${value(d.min)}` : "", d.max !== undefined ? `to ${value(d.max)}` : ""];
  const cut = ends.some(Boolean) ? `, cut ${ends.filter(Boolean).join(" ")}` : "";
  switch (d.distribution) {
    case "normal":
      return `normal, mean ${value(d.mean)}, SD ${value(d.sd)}${u}${cut}`;
    case "lognormal":
      return `lognormal, median ${value(d.median)}${u}, CV ${value(d.cv)}${cut}`;
    case "uniform":
      return `uniform, ${value(d.min)} to ${value(d.max)}${u}`;
    case "triangular":
      return `triangular, ${value(d.min)}, ${value(d.mode)}, ${value(d.max)}${u}`;
    case "histogram":
      return `classes ${d.edges.map(value).join(", ")}${u} with weights ${d.weights.map(value).join(", ")}`;
    default:
      return `one of ${d.values.map(value).join(", ")}${u}${d.weights ? ` with weights ${d.weights.map(value).join(", ")}` : ""}`;
  }
}

/** @param table,linked as in scripts/docs.mjs */
export function populationSections(populations, model, { table, linked }) {
  const units = new Map(model.parameters.map((p) => [p.id, p.spec.unit === "1" ? "" : ` ${p.spec.unit}`]));
  return populations.map((p) => {
    const row = (id, d, of = "") => [`\`${id}\``, `${d.label ?? ""}${of}`, words(d, units.get(id)), linked(d.source)];
    const grouped = Object.entries(p.groups ?? {}).flatMap(([name, g]) => [
      [
        name,
        g.label ?? "",
        Object.entries(g.members)
          .map(([member, { share }]) => `${member} ${value(share)}`)
          .join(", "),
        linked(g.source),
      ],
      ...Object.entries(g.members).flatMap(([member, { parameters }]) =>
        Object.entries(parameters).map(([id, d]) => row(id, d, `: ${member}`)),
      ),
    ]);
    const free = Object.entries(p.parameters).map(([id, d]) => row(id, d));
    const bounds = Object.entries(p.accept ?? {}).map(([id, [min, max]]) =>
      `\`${id}\` ${min === null ? "" : `from ${min} `}${max === null ? "" : `to ${max}`}`.trim(),
    );
    const sized = Object.entries(p.body_size?.exponents ?? {});
    const by = (power) => sized.filter(([, e]) => e === power).map(([id]) => `\`${id}\``);
    const powers = [...new Set(sized.map(([, e]) => e))].map((e) => `power ${e}: ${by(e).join(", ")}`);
    const pairs = (p.correlations ?? []).map(
      (c) => `${c.between.map((id) => `\`${id}\``).join(" and ")} ${value(c.rank)} (${linked(c.source)})`,
    );
    return [
      `### \`${p.id}\`: ${p.title}`,
      p.description,
      `${linked(p.source)}. Base patient: \`${p.base}\`.`,
      table(["parameter", "what it is", "drawn", "source"], [...grouped, ...free]),
      bounds.length > 0 ? `Enrolled without support: ${bounds.join("; ")}.` : "",
      pairs.length > 0 ? `Rank correlations: ${pairs.join("; ")}.` : "",
      sized.length > 0
        ? `With body surface over the base's (${linked(p.body_size.source)}): ${powers.join("; ")}.`
        : "",
    ]
      .filter(Boolean)
      .join("\n\n");
  });
}
