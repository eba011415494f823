/** `calendar`. */
import { describedCalls, describedConstants } from "./module.js";
import { nativeType, register } from "./types.js";

register(
  nativeType("calendar", "_localized_month", "calendar::Names", {
    items: "str",
    methods: `
__getitem__(index:int) -> str! = get
__len__() -> int = count`,
  }),
);

export const calendar = describedCalls(
  "calendar",
  `
isleap(year:int) -> bool
leapdays(y1:int, y2:int) -> int
weekday(year:int, month:int, day:int) -> int!
monthrange(year:int, month:int) -> tuple[int, int]!`,
);

const DAYS = "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY".split(" ");

export const CALENDAR_CONSTANTS = describedConstants(
  "calendar",
  `
month_name: _localized_month = calendar::month_name()
month_abbr: _localized_month = calendar::month_abbr()
day_name: _localized_month = calendar::day_name()
day_abbr: _localized_month = calendar::day_abbr()
${DAYS.map((day, i) => `${day}: int = int(${i})`).join("\n")}`,
);

export const CALENDAR_EXCEPTIONS = {
  "calendar.IllegalMonthError": "calendar::ILLEGAL_MONTH",
};
