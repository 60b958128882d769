/** `npm run bench`: builds if needed, then `counterpulse bench` with the arguments given. */
import { compile, counterpulse, ensureInstalled, run } from "./house.mjs";

ensureInstalled();
process.exit(compile() || run(process.execPath, [counterpulse, "bench", ...process.argv.slice(2)]));
