# SPDX-License-Identifier: BSL-1.0
# Compiles C files for a Cortex-M4 and prints the size of their code.
set(objects "")
foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    execute_process(COMMAND ${compiler} -std=c99 -pedantic -Wall -Wextra -Werror -O2 -mcpu=cortex-m4 -mthumb
            -mfloat-abi=hard -mfpu=fpv4-sp-d16 -c ${file} -o cortex_m4_${name}.o
        COMMAND_ERROR_IS_FATAL ANY)
    list(APPEND objects cortex_m4_${name}.o)
endforeach()
execute_process(COMMAND ${size} ${objects} COMMAND_ERROR_IS_FATAL ANY)
