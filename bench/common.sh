# What bench/run, bench/access and bench/bulk share: options, data, turns, and what they come to. Sourced; the sourcing
# script has set `people` and a function `usage`, and `default_rounds` where they are not 11.
set -euo pipefail

bench=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname -- "$bench")
rounds=${default_rounds:-11}
build=
fail() {
  printf 'error: %s\n' "$@" >&2
  exit 1
}
while (($#)); do
  case $1 in
    --rounds) rounds=$2 && shift 2 ;;
    --people) people=$2 && shift 2 ;;
    --build) build=$(cd -- "$2" && pwd) && shift 2 ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

if [[ -z $build ]]; then
  (cd "$root" && cmake --preset release >/dev/null && cmake --build --preset release >&2)
  build=$root/build/release
fi
pcadmin=$build/src/pcadmin
programs=$build/bench
[[ -x $pcadmin && -x $programs/timed ]] || fail "$build holds no pcadmin with PCADMIN_BENCH"
unset "${!PCADMIN_@}"
export LC_ALL=C

scratch=$(mktemp -d "${TMPDIR:-/var/tmp}/pcadmin-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export XDG_STATE_HOME=$scratch/state
mkdir "$scratch/samples"

step() { printf '==> %s\n' "$*" >&2; }

# --- data -------------------------------------------------------------------------------------------------------------

password="seven lamps beside the harbour"

make_empty() { # make_empty STORE: with nobody in it but Ada
  "$pcadmin" --store "$1" init --org "Contoso" --partner-id 4391507 --name "Ada Lovelace" --email ada@contoso.example \
    --password-stdin --quiet <<<"$password"
}

sign_in() { # sign_in STORE: keeps the session of all copies alive
  "$pcadmin" --store "$1" sign-in ada@contoso.example --password-stdin --quiet <<<"$password"
}

fresh() { # fresh FROM TO: a copy of a store, on disk before anything is timed
  cp "$1" "$2"
  sync -f "$2"
}

fill() { # fill STORE CSV: a copy of the empty store with these people
  fresh "$scratch/empty.db" "$1"
  "$pcadmin" --store "$1" user import "$2" --credentials "$scratch/credentials" --quiet --porcelain >/dev/null
  rm "$scratch/credentials"
}

same() { # same PCADMIN FLOOR WHAT: before anything is compared by time
  cmp "$1" "$2" >&2 || fail "$3: the floor prints something else than pcadmin: they cannot be compared"
}

# What the floor of `role members` prints.
member_fields=id,name,email,role,state,can_sign_in,assigned_at,assigned_by,reason,expires_at

# --- turns ------------------------------------------------------------------------------------------------------------

# take ROW WHO COMMAND...: one turn of WHO in ROW; TIMES, FIRST, LINES_READ and ALSO as timed has -n, -s, -l and -x.
take() {
  local row=$1 who=$2
  shift 2
  "$programs/timed" -n "${TIMES:-1}" -s "${FIRST:-0}" -l "${LINES_READ:-0}" -x "${ALSO:-0}" \
    "$scratch/samples/$row.$who" "$@"
}

# --- what it comes to -------------------------------------------------------------------------------------------------

# column ROW WHO NUMBER: that column of the samples.
column() { cut -d' ' -f"$3" "$scratch/samples/$1.$2"; }

spread() { sort -g | awk -v digits="$1" '
  { value[NR] = $1 }
  END {
    middle = NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2
    if (digits == "median") printf "%.4f", middle
    else printf "%." digits "f (%." digits "f to %." digits "f)", middle, value[1], value[NR]
  }'; }

# ratio ROW WHO NUMBER [OF]: OF, or pcadmin, to WHO, turn by turn: median, least, most.
ratio() {
  [[ -s $scratch/samples/$1.$2 ]] || { echo "not installed" && return; }
  paste -d' ' <(column "$1" "${4:-pcadmin}" "$3") <(column "$1" "$2" "$3") | awk '$2 > 0 { print $1 / $2 }' | spread 2
}

milliseconds() {
  column "$1" "$2" 1 | awk '{ print $1 / 1000 }' | spread median | awk '{ printf $1 < 10 ? "%.2f" : "%.0f", $1 }'
}

mebibytes() { column "$1" "$2" 3 | awk '{ print $1 / 1024 }' | spread median | awk '{ printf "%.1f", $1 }'; }

conditions() { # conditions TURNS: how it was measured, in one sentence
  printf 'Medians of %s, least and most in brackets; %s processors, load %s, file system %s.\n' "$1" "$(nproc)" \
    "$(cut -d' ' -f1 /proc/loadavg)" "$(stat -f -c %T "$scratch")"
}
