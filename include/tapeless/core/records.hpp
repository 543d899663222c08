// SPDX-License-Identifier: BSL-1.0
// Structures whose parts have names: Hana maps, and structs that Hana knows.
// In: types that users pass. Out: their structure, as for arrays and tuples; gradients come back under the same names.
#pragma once

#include <tapeless/core/scalar_types.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/fwd/basic_tuple.hpp>
#include <boost/hana/fwd/map.hpp>
#include <boost/hana/fwd/pair.hpp>
#include <boost/hana/fwd/second.hpp>

namespace tapeless {

namespace structure {

/// A Hana map: the keys are types, such as those of `"weights"_s`.
template <class Keys, class... Elements>
struct map {};
template <class... Key>
struct keys {};

/// A struct that is a template over its scalar type, here with Content in the place of the scalar.
template <template <class, auto...> class Record, class Content, auto... Extents>
struct record {};

}  // namespace structure

namespace detail {

template <class Storage>
struct map_found;
template <class... Key, class... A>
struct map_found<boost::hana::basic_tuple<boost::hana::pair<Key, A>...>> {
    using type = structure::map<structure::keys<Key...>, typename found_structure<A>::type...>;
    using scalars = scalars_of_all<A...>;
    template <class Scalar>
    using has = std::disjunction<has_scalar<Scalar, A>...>;
};

template <class M>
concept hana_map = std::is_same_v<typename M::hana_tag, boost::hana::map_tag>;

template <hana_map M>
struct found_structure<M> : map_found<typename M::storage_type> {};
template <hana_map M>
struct scalars_of<M> : map_found<typename M::storage_type>::scalars {};
template <class Scalar, hana_map M>
struct has_scalar<Scalar, M> : map_found<typename M::storage_type>::template has<Scalar> {};

template <class... Key, class... Elements>
struct structure_traits<structure::map<structure::keys<Key...>, Elements...>> {
    static constexpr bool known = (true && ... && structure_traits<Elements>::known);
    static constexpr bool shaped = (false || ... || structure_traits<Elements>::shaped);
    static constexpr int leaves = (0 + ... + structure_traits<Elements>::leaves);
    static constexpr int runs = (0 + ... + structure_traits<Elements>::runs);
    template <class T>
    using over = boost::hana::map<boost::hana::pair<Key, structure_over<Elements, T>>...>;

    static constexpr void shapes(extents*& out) { (structure_traits<Elements>::shapes(out), ...); }
    static constexpr void locate(place*& out, int& run) { (structure_traits<Elements>::locate(out, run), ...); }
    template <class Value, class Pointer>
    TAPELESS_ALWAYS_INLINE static constexpr void point(Value& value, Pointer*& out) {
        (structure_traits<Elements>::point(value[Key{}], out), ...);
    }
    template <class T, class Make>
    static constexpr over<T> generate(Make& make) {
        return over<T>{boost::hana::pair<Key, structure_over<Elements, T>>{
            Key{}, structure_traits<Elements>::template generate<T>(make)}...};
    }
    template <class Value, class Visit>
    static constexpr void visit(Value const& value, Visit& visitor) {
        (structure_traits<Elements>::visit(value[Key{}], visitor), ...);
    }
};
template <int... Dims, class Keys, class... Elements>
struct nested<structure::tensor<Dims...>, structure::map<Keys, Elements...>> {
    using type = structure::map<Keys, typename nested<structure::tensor<Dims...>, Elements>::type...>;
};
template <class Keys, class... Elements, class Inner>
struct nested<structure::map<Keys, Elements...>, Inner> {
    using type = structure::map<Keys, typename nested<Elements, Inner>::type...>;
};

template <class R>
concept hana_struct = requires {
    boost::hana::accessors_impl<R>::apply();
};

template <template <class, auto...> class Record, class A, auto... Extents>
    requires hana_struct<Record<A, Extents...>>
struct found_structure<Record<A, Extents...>> {
    using type = structure::record<Record, typename found_structure<A>::type, Extents...>;
};
template <template <class, auto...> class Record, class A, auto... Extents>
    requires hana_struct<Record<A, Extents...>>
struct scalars_of<Record<A, Extents...>> : scalars_of<A> {
};
template <class Scalar, template <class, auto...> class Record, class A, auto... Extents>
    requires hana_struct<Record<A, Extents...>>
struct has_scalar<Scalar, Record<A, Extents...>> : has_scalar<Scalar, A> {
};

template <class R>
using accessors_of = decltype(boost::hana::accessors_impl<R>::apply());

template <std::size_t I, class R>
TAPELESS_ALWAYS_INLINE constexpr auto& member_of(R& record) {
    return boost::hana::second(boost::hana::at_c<I>(boost::hana::accessors_impl<std::remove_const_t<R>>::apply()))(
        record);
}

/// The structures of a record's members, in order.
template <class R, class Accessors>
struct members;
template <class R, class... Accessor>
struct members<R, boost::hana::tuple<Accessor...>> {
    static constexpr std::size_t count = sizeof...(Accessor);
    template <std::size_t I>
    using traits = structure_traits<structure_of<decltype(member_of<I>(std::declval<R&>()))>>;
};

template <template <class, auto...> class Record, class Content, auto... Extents>
struct structure_traits<structure::record<Record, Content, Extents...>> {
    template <class T>
    using over = Record<structure_over<Content, T>, Extents...>;
    using list = members<over<double>, accessors_of<over<double>>>;
    using indices = std::make_index_sequence<list::count>;

    template <std::size_t... I>
    static constexpr bool all_known(std::index_sequence<I...>) {
        return (list::template traits<I>::known && ...);
    }
    template <std::size_t... I>
    static constexpr bool any_shaped(std::index_sequence<I...>) {
        return (false || ... || list::template traits<I>::shaped);
    }
    template <std::size_t... I>
    static constexpr int count_leaves(std::index_sequence<I...>) {
        return (0 + ... + list::template traits<I>::leaves);
    }
    template <std::size_t... I>
    static constexpr int count_runs(std::index_sequence<I...>) {
        return (0 + ... + list::template traits<I>::runs);
    }
    static constexpr bool known = all_known(indices{});
    static constexpr bool shaped = any_shaped(indices{});
    static constexpr int leaves = count_leaves(indices{});
    static constexpr int runs = count_runs(indices{});

    static constexpr void shapes(extents*& out) {
        [&]<std::size_t... I>(std::index_sequence<I...>) { (list::template traits<I>::shapes(out), ...); }
        (indices{});
    }
    static constexpr void locate(place*& out, int& run) {
        [&]<std::size_t... I>(std::index_sequence<I...>) { (list::template traits<I>::locate(out, run), ...); }
        (indices{});
    }
    template <class Value, class Pointer>
    TAPELESS_ALWAYS_INLINE static constexpr void point(Value& value, Pointer*& out) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (list::template traits<I>::point(member_of<I>(value), out), ...);
        }
        (indices{});
    }
    template <class T, class Make>
    static constexpr over<T> generate(Make& make) {
        over<T> result{};
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((member_of<I>(result) = list::template traits<I>::template generate<T>(make)), ...);
        }
        (indices{});
        return result;
    }
    template <class Value, class Visit>
    static constexpr void visit(Value const& value, Visit& visitor) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (list::template traits<I>::visit(member_of<I>(value), visitor), ...);
        }
        (indices{});
    }
};
/// Where members are tensors already, there is no such record, and its structure is not known.
template <int... Dims, template <class, auto...> class Record, class Content, auto... Extents>
struct nested<structure::tensor<Dims...>, structure::record<Record, Content, Extents...>> {
    using type = structure::record<Record, typename nested<structure::tensor<Dims...>, Content>::type, Extents...>;
};
template <template <class, auto...> class Record, class Content, auto... Extents, class Inner>
struct nested<structure::record<Record, Content, Extents...>, Inner> {
    using type = structure::record<Record, typename nested<Content, Inner>::type, Extents...>;
};

}  // namespace detail

}  // namespace tapeless
