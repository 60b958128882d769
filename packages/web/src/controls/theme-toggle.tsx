import { chooseTheme, type Theme, useTheme } from "../theme/theme.ts";
import { MoonIcon, SunIcon } from "./icons.tsx";

export function ThemeToggle() {
  const theme = useTheme();
  const other: Theme = theme === "dark" ? "light" : "dark";
  return (
    <button type="button" className="button bare" aria-label={`Use ${other} theme`} onClick={() => chooseTheme(other)}>
      {theme === "dark" ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
