# fish completion for pcadmin: every word is asked of pcadmin itself.
function __pcadmin_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    for line in (command $words[1] __complete $words[2..-1] "$word" 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path "$word"
        else
            echo $line
        end
    end
end
complete -c pcadmin -f -a '(__pcadmin_complete)'
