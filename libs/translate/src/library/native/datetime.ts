import { clockRemark } from "./clock.js";
import { describedCalls, describedConstants, remarkedCalls } from "./module.js";
import { nativeType, register } from "./types.js";

const CLOCK = `
hour -> int
minute -> int
second -> int
microsecond -> int`;
const CALENDAR = `
year -> int
month -> int
day -> int`;
const DAYS = `
weekday() -> int
isoweekday() -> int
isocalendar() -> IsoCalendarDate
toordinal() -> int
ctime() -> str
strftime(format:str) -> str`;

register(
  nativeType("datetime", "Amount", "datetime::Amount", {
    from: { int: "datetime::Amount::int", float: "datetime::Amount::float" },
  }),
  nativeType("datetime", "timedelta", "datetime::TimeDelta", {
    ordered: true,
    attributes: `
days -> int
seconds -> int
microseconds -> int`,
    methods: `
total_seconds() -> float!
__abs__() -> timedelta! = abs
__neg__() -> timedelta! = negated
__pos__() -> timedelta = itself
__divmod__(b:timedelta) -> tuple[int, timedelta]! = divmod`,
    operators: `
timedelta + timedelta -> timedelta! : plus
timedelta - timedelta -> timedelta! : minus
timedelta * int -> timedelta! : times
int * timedelta -> timedelta! : ~times
timedelta * float -> timedelta! : times_float
float * timedelta -> timedelta! : ~times_float
timedelta / timedelta -> float! : divided
timedelta / int -> timedelta! : divided_int
timedelta / float -> timedelta! : divided_float
timedelta // timedelta -> int! : floordiv
timedelta // int -> timedelta! : floordiv_int
timedelta % timedelta -> timedelta! : modulo`,
  }),
  nativeType("datetime", "IsoCalendarDate", "datetime::IsoCalendar", {
    items: "int",
    attributes: `
year -> int
week -> int
weekday -> int`,
    methods: `
__getitem__(index:int) -> int! = get
__len__() -> int = count`,
  }),
  nativeType("datetime", "timezone", "datetime::TimeZone", {}),
  nativeType("datetime", "date", "datetime::Date", {
    ordered: true,
    subtypes: ["datetime"],
    attributes: CALENDAR,
    methods: `${DAYS}
isoformat() -> str
replace(year:int?=None, month:int?=None, day:int?=None) -> date!`,
    operators: `
date + timedelta -> date! : plus
timedelta + date -> date! : ~plus
date - timedelta -> date! : minus
date - date -> timedelta! : since`,
  }),
  nativeType("datetime", "time", "datetime::Time", {
    ordered: true,
    attributes: CLOCK,
    methods: `
isoformat(timespec:str=&lit("auto")) -> str!
strftime(format:str) -> str
replace(hour:int?=None, minute:int?=None, second:int?=None, microsecond:int?=None) -> time!`,
  }),
  nativeType("datetime", "datetime", "datetime::DateTime", {
    ordered: true,
    notes: true,
    attributes: `${CALENDAR}${CLOCK}
tzinfo -> timezone?`,
    methods: `${DAYS}
isoformat(sep:str=&lit("T"), timespec:str=&lit("auto")) -> str!
replace(year:int?=None, month:int?=None, day:int?=None, hour:int?=None, minute:int?=None, second:int?=None, microsecond:int?=None) -> datetime!
replace(*, tzinfo:timezone?) -> datetime = with_zone
date() -> date
time() -> time
timestamp() -> float!
astimezone(tz:timezone) -> datetime!
utcoffset() -> timedelta?
tzname() -> str?`,
    operators: `
datetime + timedelta -> datetime! : plus
timedelta + datetime -> datetime! : ~plus
datetime - timedelta -> datetime! : minus
datetime - datetime -> timedelta! : since`,
  }),
);

const ZERO = "&datetime::Amount::ZERO";
const NONE_AT_ALL = "&int(0)";

export const datetime = {
  ...describedCalls(
    "datetime",
    `
timedelta(days:Amount=${ZERO}, seconds:Amount=${ZERO}, microseconds:Amount=${ZERO}, milliseconds:Amount=${ZERO}, minutes:Amount=${ZERO}, hours:Amount=${ZERO}, weeks:Amount=${ZERO}) -> timedelta! = TimeDelta::new
timezone(offset:timedelta) -> timezone! = zone_of
timezone(offset:timedelta, name:str) -> timezone! = TimeZone::named
date(year:int, month:int, day:int) -> date! = Date::new
date.fromisoformat(date_string:str) -> date! = Date::fromisoformat
date.fromordinal(ordinal:int) -> date! = Date::fromordinal
date.fromisocalendar(year:int, week:int, day:int) -> date! = Date::fromisocalendar
time(hour:int=${NONE_AT_ALL}, minute:int=${NONE_AT_ALL}, second:int=${NONE_AT_ALL}, microsecond:int=${NONE_AT_ALL}) -> time! = Time::new
time.fromisoformat(time_string:str) -> time! = Time::fromisoformat
datetime(year:int, month:int, day:int, hour:int=${NONE_AT_ALL}, minute:int=${NONE_AT_ALL}, second:int=${NONE_AT_ALL}, microsecond:int=${NONE_AT_ALL}, tzinfo:timezone?=None) -> datetime! = DateTime::new
datetime.fromisoformat(date_string:str) -> datetime! = DateTime::fromisoformat
datetime.fromordinal(ordinal:int) -> datetime! = DateTime::fromordinal
datetime.strptime(date_string:str, format:str) -> datetime! = DateTime::strptime
datetime.combine(date:date, time:time, tzinfo:timezone?=None) -> datetime = DateTime::combine
datetime.fromtimestamp(timestamp:float, tz:timezone) -> datetime! = DateTime::fromtimestamp
datetime.utcfromtimestamp(timestamp:float) -> datetime! = DateTime::utcfromtimestamp`,
  ),
  ...remarkedCalls(
    describedCalls(
      "datetime",
      `
date.today() -> date! = Date::today
datetime.today() -> datetime! = DateTime::utcnow
datetime.utcnow() -> datetime! = DateTime::utcnow
datetime.now(tz:timezone?=None) -> datetime! = DateTime::now`,
    ),
    clockRemark,
  ),
};

export const DATETIME_CONSTANTS = describedConstants(
  "datetime",
  `
timezone.utc: timezone = datetime::TimeZone::utc()
UTC: timezone = datetime::TimeZone::utc()
MINYEAR: int = int(1)
MAXYEAR: int = int(9999)
date.min: date = datetime::Date::least()
date.max: date = datetime::Date::most()
time.min: time = datetime::Time::least()
time.max: time = datetime::Time::most()
datetime.min: datetime = datetime::DateTime::least()
datetime.max: datetime = datetime::DateTime::most()
timedelta.min: timedelta = datetime::TimeDelta::least()
timedelta.max: timedelta = datetime::TimeDelta::most()
timedelta.resolution: timedelta = datetime::TimeDelta::resolution()`,
);
