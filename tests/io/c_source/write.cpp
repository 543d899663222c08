// SPDX-License-Identifier: BSL-1.0
// Writes the functions as C: write [directory], all into same_bits.c and c_library.c, two of float into files of their
// own.
#include "functions.hpp"

#include <fstream>
#include <string>

int main(int, char** arguments) {
    std::string const directory = arguments[1];
    std::ofstream same(directory + "/same_bits.c");
    std::ofstream library(directory + "/c_library.c");
    tapeless::c_file files[] = {tapeless::c_file(same), tapeless::c_file(library, tapeless::c_functions::c_library)};
    for (c_source::list const functions :
         {c_source::workloads(), c_source::second_derivatives(), c_source::choices(), c_source::elementary()})
        for (int k = 0; k < functions.size; ++k)
            for (tapeless::c_file& file : files) {
                functions.at[k].write(file, {functions.at[k].name, tapeless::c_precision::float64});
                functions.at[k].write(file, {functions.at[k].name_f, tapeless::c_precision::float32});
            }
    bool good = same.good() && library.good();
    for (int const k : {0, 3}) {
        c_source::function const& f = c_source::workloads().at[k];
        std::ofstream alone(directory + "/" + f.name_f + ".c");
        tapeless::c_file file(alone);
        f.write(file, {f.name_f, tapeless::c_precision::float32});
        good = good && alone.good();
    }
    return good ? 0 : 1;
}
