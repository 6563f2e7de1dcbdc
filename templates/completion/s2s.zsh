#compdef s2s
# Completion of s2s for zsh. In ~/.zshrc, after compinit: eval "$(s2s completion zsh)"
_s2s() {
  local line
  local -a found
  for line in "${(@f)$("${words[1]}" complete-words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      (:files) _files ;;
      (*$'\t'*) found+=("${line%%$'\t'*}:${line#*$'\t'}") ;;
      (?*) found+=("$line") ;;
    esac
  done
  (( $#found )) && _describe s2s found
}
compdef _s2s s2s
