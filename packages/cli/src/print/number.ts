/** Numbers for a person; the page shows the same. */
export { fixed, MISSING, signed, significant } from "@counterpulse/report";
