/** `npm start`: sets up and builds if needed, shows one comparison on the command line, then serves the page. */
import { build, counterpulse, ensureInstalled, follow, run } from "./house.mjs";

ensureInstalled();
const failed = build();
if (failed) process.exit(failed);
const status = run(process.execPath, [counterpulse, "compare", "cardiogenic-shock"]);
if (status !== 0)
  process.stderr.write(`counterpulse compare ended with status ${status}; serving the page all the same.\n`);
follow(process.execPath, [counterpulse, "serve", ...process.argv.slice(2)]);
