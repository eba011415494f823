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
  nativeType("calendar", "TextCalendar", "calendar::Calendar", {
    frozen: false,
    attributes: `
firstweekday -> int`,
    methods: `
monthdayscalendar(year:int, month:int) -> list[list[int]]!
formatmonth(theyear:int, themonth:int, w:int=&int(0), l:int=&int(0)) -> str!
formatweekheader(width:int) -> str`,
  }),
);

export const calendar = describedCalls(
  "calendar",
  `
isleap(year:int) -> bool
leapdays(y1:int, y2:int) -> int
weekday(year:int, month:int, day:int) -> int!
monthrange(year:int, month:int) -> tuple[int, int]!
monthcalendar(year:int, month:int) -> list[list[int]]!
month(theyear:int, themonth:int, w:int=&int(0), l:int=&int(0)) -> str!
prmonth(theyear:int, themonth:int, w:int=&int(0), l:int=&int(0)) -> None!
timegm(tuple:list[int]) -> int!
TextCalendar(firstweekday:int=&int(0)) -> TextCalendar = Calendar::new
Calendar(firstweekday:int=&int(0)) -> TextCalendar = Calendar::new`,
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
