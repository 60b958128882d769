import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Relative addresses, so that the built files work from any folder of any static host, and offline.
export default defineConfig({
  base: "./",
  plugins: [react()],
  resolve: {
    // The sources of the packages below, so that a change shows without a build in between.
    alias: [
      {
        find: /^@counterpulse\/(\w+)$/,
        replacement: `${fileURLToPath(new URL("..", import.meta.url))}$1/src/index.ts`,
      },
    ],
  },
  worker: { format: "es" },
  build: {
    target: "es2023",
    sourcemap: true,
    // The report package loads what it needs late, for the command's sake; here all of that comes with the evidence.
    rolldownOptions: { checks: { ineffectiveDynamicImport: false } },
  },
});
