# bash completion for pcadmin: every word is asked of pcadmin itself.
_pcadmin() {
  local IFS=$'\n' line word reply
  local words=("${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  # bash cuts words at = and :, pcadmin does not: join what it cut.
  if declare -F _get_comp_words_by_ref >/dev/null; then
    local cur prev cword
    _get_comp_words_by_ref -n =: -w words -i cword cur 2>/dev/null
    words=("${words[@]:1:cword}")
    word=$cur
  else
    word=${COMP_WORDS[COMP_CWORD]}
  fi
  reply=$("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null) || return
  for line in $reply; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2>/dev/null
      COMPREPLY+=($(compgen -f -- "$word"))
    else
      COMPREPLY+=("${line%%$'\t'*}")
    fi
  done
  if declare -F __ltrim_colon_completions >/dev/null; then __ltrim_colon_completions "$word"; fi
  # A flag that waits for its value with = gets no blank behind it.
  if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -F _pcadmin pcadmin
