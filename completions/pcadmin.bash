# bash completion for pcadmin: every word is asked of pcadmin itself.

# A word as typed, without its quotes, in `plain`.
_pcadmin_plain() {
  local quote=${1:0:1}
  plain=$1
  case $quote in
    \"|\') plain=${plain#"$quote"}; plain=${plain%"$quote"} ;;
    \~) plain=${plain/#\~\//"$HOME"/} ;;
  esac
  [[ $quote == \' ]] || plain=${plain//\\/}
}

_pcadmin() {
  local plain piece line reply head glue=no quoted=no i
  local -a words=() lines=()
  local cur=${2-${COMP_WORDS[COMP_CWORD]}}
  COMPREPLY=()
  # bash cuts words at = : and @, pcadmin does not: join what it cut.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    piece=${COMP_WORDS[i]}
    _pcadmin_plain "$piece"
    if [[ $glue == yes || $piece == [=:@]* ]] && ((${#words[@]})); then
      words[${#words[@]}-1]+=$plain
    else
      words+=("$plain")
    fi
    [[ $piece == *[=:@] ]] && glue=yes || glue=no
    [[ $piece == [\"\']* ]] && quoted=${piece:0:1} || quoted=no
  done
  ((${#words[@]})) || return
  # bash puts a candidate where `cur` stands: what stands in front of that in the same word is left out of it.
  local word=${words[${#words[@]}-1]}
  _pcadmin_plain "$cur"
  if [[ $plain == [=:] && $word == *"$plain" ]]; then plain=; fi
  head=${word%"$plain"}
  _pcadmin_plain "${COMP_WORDS[0]}"
  reply=$("$plain" __complete "${words[@]}" 2>/dev/null) || return
  while IFS= read -r line; do
    line=${line%%$'\t'*}
    [[ -n $line ]] || continue
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      [[ $word == --*=* ]] && piece=${word#*=} || piece=$word
      head=${head:${#word}-${#piece}}
      while IFS= read -r line; do lines+=("${line:${#head}}"); done < <(compgen -f -- "$piece")
      continue
    fi
    [[ ${line,,} == "${head,,}"* ]] && line=${line:${#head}}
    # An address may hold signs that mean something to the shell, within quotes too.
    if [[ $line == *[!A-Za-z0-9@%+=:,./_-]* ]]; then
      case $quoted in
        \') [[ $line == *\'* ]] && continue ;;
        \") [[ $line == *[\"\$\`\\\!]* ]] && continue ;;
        *) printf -v line %q "$line" ;;
      esac
    fi
    lines+=("$line")
  done <<<"$reply"
  COMPREPLY=("${lines[@]}")
}
complete -F _pcadmin pcadmin
