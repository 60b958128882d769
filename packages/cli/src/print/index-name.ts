/** What an index is called where it stands alone, without the heading of its group. */
import { INDEX_GROUPS } from "./index-groups.ts";

const NAMES = new Map(INDEX_GROUPS.flatMap((g) => g.rows.map((row) => [row.id, row.label.trim()] as const)));

export function indexName(id: string): string {
  const name = NAMES.get(id) ?? id;
  if (id.startsWith("aortic_") && !name.startsWith("aortic")) return `aortic pressure, ${name}`;
  if (/_flow_/.test(id) && !/flow/.test(name)) return `${name} flow`;
  if (/^(pcwp|cvp|la_mean|pa_|lv_edp|rv_edp)/.test(id)) return name.replace(/(?= \(|$)/, " pressure");
  return name;
}
