import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Tests read the packages' sources, so that no build is needed to run them.
const alias = [
  { find: /^@counterpulse\/(\w+)$/, replacement: fileURLToPath(new URL("packages/$1/src/index.ts", import.meta.url)) },
];

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/*/test/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
          setupFiles: ["test/random-cases.ts"],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["e2e/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
