import { ABSTRACT_BASES } from "./abstract.js";
import { ARGPARSE } from "./argparse.js";
import { ARGPARSE_HELP } from "./argparse-help.js";
import { ARRAY_FLOATS, ARRAY_INTS } from "./array.js";
import { ASYNCIO, ASYNCIO_NAMES, ASYNCIO_QUEUES } from "./asyncio.js";
import { ASYNCIO_LOOP } from "./asyncio-loop.js";
import { BYTES_FORMAT } from "./bytes-format.js";
import { BYTES_IO } from "./bytes-io.js";
import { CALENDAR } from "./calendar.js";
import { CHAIN_MAP } from "./chain-map.js";
import { COLORSYS } from "./colorsys.js";
import { CONFIGPARSER } from "./configparser.js";
import { CONTAINER_BASES } from "./containers.js";
import { CONTEXTS } from "./contexts.js";
import { CSV } from "./csv.js";
import { CTYPES, CTYPES_NAMES } from "./ctypes.js";
import { DIFFLIB } from "./difflib.js";
import { ELLIPSIS } from "./ellipsis.js";
import { ERRNO, ERRNO_NAMES } from "./errno.js";
import { FILEINPUT } from "./fileinput.js";
import { FNMATCH } from "./fnmatch.js";
import { GETOPT } from "./getopt.js";
import { GRAPHLIB } from "./graphlib.js";
import { HTML } from "./html.js";
import { JSON_ENCODER } from "./json-encoder.js";
import { KEYWORD } from "./keyword.js";
import { LITERALS } from "./literals.js";
import { LOGGING } from "./logging.js";
import { MAPPING_PROXY } from "./mapping-proxy.js";
import { OPERATOR } from "./operator.js";
import { PRETTY_PRINTER } from "./pretty-printer.js";
import { QUEUE, QUEUE_EMPTY } from "./queue.js";
import { SECRETS } from "./secrets.js";
import { SHLEX } from "./shlex.js";
import { STATISTICS } from "./statistics.js";
import { TEMPFILE } from "./tempfile.js";
import { TEXT_WRAPPER } from "./text-wrapper.js";
import { LOCKS, THREADING } from "./threading.js";
import { TIME } from "./time.js";
import { TIMEIT } from "./timeit.js";
import { UNITTEST, UNITTEST_NAMES } from "./unittest.js";
import { URLLIB_PARSE } from "./urllib-parse.js";
import { USER_CONTAINERS } from "./user-containers.js";
import { UUID } from "./uuid.js";
import { WARNINGS } from "./warnings.js";

/** A part of the standard library that is written in Python and translated with the programs that use it. */
export interface Part {
  /** The module that Python has it in. */
  module: string;
  text: string;
  names: string[];
}

const part = (module: string, text: string, names = ""): Part => ({ module, text, names: names.split(" ") });

/** The abstract containers: written where a class derives from one. */
export const ABSTRACT =
  "Iterable Iterator Sized Container Hashable Callable Collection Sequence MutableSequence Set MutableSet Mapping MutableMapping KeysView ItemsView ValuesView";

/** What classes derive from, and what other parts are made of: no name of a program stands for it. */
export const FOUNDATIONS: Record<string, Part> = {
  written_containers: part("builtins", CONTAINER_BASES, "ListBase DictBase OrderedDictBase"),
  written_abstract: part("collections.abc", ABSTRACT_BASES, ABSTRACT),
  written_array_floats: part("array", ARRAY_FLOATS, "array"),
  written_array_ints: part("array", ARRAY_INTS, "array"),
  written_bytes_format: part("_bytes_format", BYTES_FORMAT, "part only"),
  written_ellipsis: part("builtins", ELLIPSIS, "Ellipsis"),
  written__argparse: part("_argparse", ARGPARSE_HELP, "Action Command Help usage_text"),
  written__asyncio: part("asyncio.exceptions", ASYNCIO_LOOP),
  written__asyncio_queues: part("asyncio.queues", ASYNCIO_QUEUES),
  written__queue: part("_queue", QUEUE_EMPTY, "Empty"),
  written__thread: part("_thread", LOCKS, "lock RLock"),
};

/** What programs import by name. */
export const PARTS: Record<string, Part> = {
  written_asyncio: part("asyncio", ASYNCIO, ASYNCIO_NAMES),
  written_literals: part("ast", LITERALS, "literal_eval"),
  written_calendar: part(
    "calendar",
    CALENDAR,
    "IllegalWeekdayError timegm Calendar TextCalendar firstweekday setfirstweekday monthcalendar weekheader month prmonth calendar prcal",
  ),
  written_chain_map: part("collections", CHAIN_MAP, "ChainMap"),
  written_user_containers: part("collections", USER_CONTAINERS, "UserDict UserList UserString"),
  written_colorsys: part("colorsys", COLORSYS, "rgb_to_yiq yiq_to_rgb rgb_to_hls hls_to_rgb rgb_to_hsv hsv_to_rgb"),
  written_configparser: part(
    "configparser",
    CONFIGPARSER,
    "DEFAULTSECT MAX_INTERPOLATION_DEPTH Error NoSectionError NoOptionError DuplicateSectionError DuplicateOptionError InterpolationError InterpolationMissingOptionError InterpolationSyntaxError InterpolationDepthError ParsingError MissingSectionHeaderError BasicInterpolation RawConfigParser ConfigParser SectionProxy",
  ),
  written_contexts: part("contextlib", CONTEXTS, "closing ContextDecorator ExitStack"),
  written_ctypes: part("ctypes", CTYPES, CTYPES_NAMES),
  written_csv: part(
    "csv",
    CSV,
    "QUOTE_MINIMAL QUOTE_ALL QUOTE_NONNUMERIC QUOTE_NONE Error writer reader DictReader DictWriter",
  ),
  written_argparse: part("argparse", ARGPARSE, "ArgumentParser ArgumentTypeError"),
  written_logging: part(
    "logging",
    LOGGING,
    "CRITICAL FATAL ERROR WARNING WARN INFO DEBUG NOTSET Formatter StreamHandler Logger getLevelName getLogger basicConfig disable log debug info warning error critical exception",
  ),
  written_bytes_io: part("io", BYTES_IO, "BytesIO"),
  written_queue: part("queue", QUEUE, "Empty Full Queue LifoQueue PriorityQueue SimpleQueue"),
  written_threading: part(
    "threading",
    THREADING,
    "Lock RLock Condition Event Semaphore BoundedSemaphore TIMEOUT_MAX active_count current_thread main_thread",
  ),
  written_time: part(
    "time",
    TIME,
    "struct_time gmtime localtime strftime asctime ctime mktime strptime timezone altzone daylight tzname",
  ),
  written_timeit: part("timeit", TIMEIT, "default_timer timeit repeat"),
  written_statistics: part("statistics", STATISTICS, "NormalDist LinearRegression linear_regression median_grouped"),
  written_tempfile: part("tempfile", TEMPFILE, "TemporaryDirectory"),
  written_unittest: part("unittest", UNITTEST, UNITTEST_NAMES),
  written_getopt: part("getopt", GETOPT, "GetoptError getopt gnu_getopt"),
  written_text_wrapper: part("textwrap", TEXT_WRAPPER, "TextWrapper"),
  written_mapping_proxy: part("types", MAPPING_PROXY, "MappingProxyType"),
  written_graphlib: part("graphlib", GRAPHLIB, "CycleError TopologicalSorter"),
  written_html: part("html", HTML, "escape unescape"),
  written_fileinput: part("fileinput", FILEINPUT, "input lineno filelineno isfirstline"),
  written_fnmatch: part("fnmatch", FNMATCH, "fnmatch fnmatchcase filter"),
  written_pprint: part("pprint", PRETTY_PRINTER, "PrettyPrinter"),
  written_operator: part("operator", OPERATOR, "countOf indexOf"),
  written_shlex: part("shlex", SHLEX, "quote join split"),
  written_json: part("json", JSON_ENCODER, "JSONEncoder"),
  written_errno: part("errno", ERRNO, ERRNO_NAMES),
  written_keyword: part("keyword", KEYWORD, "kwlist softkwlist iskeyword issoftkeyword"),
  written_secrets: part(
    "secrets",
    SECRETS,
    "DEFAULT_ENTROPY randbelow randbits choice token_bytes token_hex token_urlsafe compare_digest",
  ),
  written_uuid: part(
    "uuid",
    UUID,
    "RESERVED_NCS RFC_4122 RESERVED_MICROSOFT RESERVED_FUTURE UUID NAMESPACE_DNS NAMESPACE_URL NAMESPACE_OID NAMESPACE_X500 uuid3 uuid4 uuid5",
  ),
  written_urllib_parse: part(
    "urllib.parse",
    URLLIB_PARSE,
    "SplitResult ParseResult DefragResult urlsplit urlparse urlunsplit urlunparse urljoin urldefrag quote quote_from_bytes quote_plus unquote unquote_to_bytes unquote_plus parse_qsl parse_qs urlencode",
  ),
  written_warnings: part(
    "warnings",
    WARNINGS,
    "WarningMessage warn simplefilter filterwarnings resetwarnings catch_warnings",
  ),
  written_difflib: part(
    "difflib",
    DIFFLIB,
    "Match SequenceMatcher get_close_matches unified_diff context_diff IS_LINE_JUNK IS_CHARACTER_JUNK Differ ndiff restore",
  ),
};
