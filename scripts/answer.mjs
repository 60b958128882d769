/** docs/answer.md, docs/answer-details.md, docs/answer.json and their figures, by the built command; a few minutes. Arguments go to it. */
import { spawnSync } from "node:child_process";
import { counterpulse, root } from "./house.mjs";

const args = [counterpulse, "answer", "--out", "docs", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
process.exit(status ?? 1);
