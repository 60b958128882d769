/** `npm run build`: the packages with tsc, the page with vite; only what changed. */
import { build, ensureInstalled } from "./house.mjs";

ensureInstalled();
process.exit(build());
