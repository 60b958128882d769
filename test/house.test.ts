/** The house's own rules: floors, declared imports, exact versions, a lock file that names no host. */
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A package may use only packages on floors below its own. */
const floors: Record<string, number> = {
  numerics: 0,
  engine: 1,
  statistics: 1,
  evidence: 2,
  figures: 2,
  report: 3,
  lab: 3,
  runner: 4,
  cli: 5,
  web: 5,
};
/** Floors on which code must run in pages and workers too, so without Node. */
const withoutNode = ["numerics", "engine", "statistics", "evidence", "figures", "report", "lab", "web"];

interface Manifest {
  version: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const readJson = <T>(path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as T;
const manifest = (name: string) => readJson<Manifest>(`packages/${name}/package.json`);

function importsOf(name: string): { file: string; specifier: string }[] {
  const folder = join(root, "packages", name, "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const specifiers = text.matchAll(/(?:^|\s)(?:import|from)\s*\(?\s*"([^"]+)"/g);
    return [...specifiers].map(([, specifier]) => ({ file: `packages/${name}/src/${file}`, specifier }));
  });
}

const packageOf = (specifier: string) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

test("every package has a floor", () => {
  expect(readdirSync(join(root, "packages")).sort()).toEqual(Object.keys(floors).sort());
});

describe.each(Object.keys(floors))("packages/%s", (name) => {
  test("stands only on floors below", () => {
    const own = Object.keys(manifest(name).dependencies ?? {}).filter((id) => id.startsWith("@counterpulse/"));
    const wrong = own.filter((id) => !(floors[id.slice("@counterpulse/".length)] < floors[name]));
    expect(wrong).toEqual([]);
  });

  test("imports only what its manifest declares", () => {
    const declared = Object.keys(manifest(name).dependencies ?? {});
    const wrong = importsOf(name)
      .filter(({ specifier }) => !specifier.startsWith(".") && !declared.includes(packageOf(specifier)))
      .filter(({ specifier }) => withoutNode.includes(name) || !isBuiltin(specifier));
    expect(wrong).toEqual([]);
  });

  test("reaches into other packages by their names", () => {
    const wrong = importsOf(name).filter(({ specifier }) => /^\.\.?\/.*\/(src|dist|packages)\//.test(specifier));
    expect(wrong).toEqual([]);
  });
});

test("versions are exact", () => {
  const manifests = ["package.json", ...Object.keys(floors).map((name) => `packages/${name}/package.json`)];
  const wrong = manifests.flatMap((path) => {
    const { dependencies, devDependencies } = readJson<Manifest>(path);
    const all = Object.entries({ ...dependencies, ...devDependencies });
    return all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)).map(([id]) => `${path}: ${id}`);
  });
  expect(wrong).toEqual([]);
});

test("the lock file names no host", () => {
  const { packages } = readJson<{ packages: Record<string, { resolved?: string; link?: boolean }> }>(
    "package-lock.json",
  );
  const wrong = Object.entries(packages).filter(([, entry]) => entry.resolved && !entry.link);
  expect(wrong).toEqual([]);
});
