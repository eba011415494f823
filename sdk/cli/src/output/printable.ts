const ESCAPE = String.fromCharCode(27);
const COLOR_OR_CONTROL = new RegExp(`${ESCAPE}\\[[0-9;]*m|\\p{Cc}`, "gu");
const DELETE = "\u007f";

/**
 * A text that does nothing to a terminal but colour it, where it may: what agents and events say is shown, and neither
 * moves the cursor nor writes over what stands there. JSON is left as it is: it escapes such characters.
 */
export const printable = (text: string, mayColor: boolean): string =>
  text.replace(COLOR_OR_CONTROL, (found) => {
    if (found.length > 1) return mayColor ? found : "";
    return found === "\n" || found === "\t" || found >= DELETE ? found : "\ufffd";
  });
