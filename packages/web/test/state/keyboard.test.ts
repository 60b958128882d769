import { describe, expect, test } from "vitest";
import { commandOf, focusOf, shortcuts } from "../../src/state/keyboard.ts";

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});

describe("the keys", () => {
  test("do what the list says", () => {
    expect(commandOf(press(" "), "other")).toEqual({ do: "pause" });
    expect(commandOf(press("i"), "other")).toEqual({ do: "toggle", device: "iabp" });
    expect(commandOf(press("e"), "other")).toEqual({ do: "toggle", device: "va-ecmo" });
    expect(commandOf(press("p"), "other")).toEqual({ do: "toggle", device: "impella" });
    expect(commandOf(press("t"), "other")).toEqual({ do: "toggle", device: "tandemheart" });
    expect(commandOf(press("3"), "other")).toEqual({ do: "ratio", ratio: 3 });
    expect(commandOf(press("f"), "other")).toEqual({ do: "freeze" });
    expect(commandOf(press("?"), "other")).toEqual({ do: "help" });
    expect(commandOf(press("x"), "other")).toBeNull();
  });

  test("work with caps lock, and have one meaning each", () => {
    expect(commandOf(press("I"), "other")).toEqual({ do: "toggle", device: "iabp" });
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("leave the browser's own combinations and held keys alone", () => {
    for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }])
      expect(commandOf(press("f", more), "other")).toBeNull();
  });

  test("leave typing alone, and Space to the control that has the focus", () => {
    expect(commandOf(press("i"), "text")).toBeNull();
    expect(commandOf(press(" "), "activates-on-space")).toBeNull();
    expect(commandOf(press("i"), "activates-on-space")).not.toBeNull();
  });

  test("know what has the focus", () => {
    expect(focusOf(null)).toBe("other");
    expect(focusOf({ tagName: "BODY" })).toBe("other");
    expect(focusOf({ tagName: "BUTTON" })).toBe("activates-on-space");
    expect(focusOf({ tagName: "INPUT", type: "checkbox" })).toBe("activates-on-space");
    expect(focusOf({ tagName: "INPUT", type: "radio", checked: false })).toBe("activates-on-space");
    expect(focusOf({ tagName: "INPUT", type: "radio", checked: true })).toBe("other");
    expect(focusOf({ tagName: "INPUT", type: "range" })).toBe("other");
    expect(focusOf({ tagName: "INPUT", type: "search" })).toBe("text");
    expect(focusOf({ tagName: "DIV", isContentEditable: true })).toBe("text");
  });
});
