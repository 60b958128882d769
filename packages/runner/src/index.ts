export { writeWhole } from "./whole-file.ts";
