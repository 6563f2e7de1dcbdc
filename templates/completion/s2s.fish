# Completion of s2s for fish. In ~/.config/fish/config.fish: s2s completion fish | source
function __s2s_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] complete-words -- $words[2..-1] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c s2s -f -a '(__s2s_complete)'
