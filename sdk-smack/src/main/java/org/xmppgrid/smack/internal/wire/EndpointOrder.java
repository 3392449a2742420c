package org.xmppgrid.smack.internal.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.xmppgrid.sdk.Endpoint;

/** The order in which endpoints are tried: RFC 2782, "Usage rules". */
final class EndpointOrder {
    private final RandomGenerator random;

    EndpointOrder(RandomGenerator random) {
        this.random = random;
    }

    /** By priority, and among equals at random, by weight. Those without a weight keep their order. */
    List<Endpoint> of(Collection<Endpoint> endpoints) {
        TreeMap<Integer, List<Endpoint>> byPriority = new TreeMap<>();
        endpoints.forEach(endpoint -> byPriority
                .computeIfAbsent(endpoint.priority(), priority -> new ArrayList<>())
                .add(endpoint));
        List<Endpoint> ordered = new ArrayList<>();
        byPriority.values().forEach(equals -> draw(equals, ordered));
        return ordered;
    }

    private void draw(List<Endpoint> equals, List<Endpoint> ordered) {
        // Those of weight 0 stand first, so that they have a very small chance beside others.
        List<Endpoint> left =
                new ArrayList<>(equals.stream().filter(e -> e.weight() == 0).toList());
        equals.stream().filter(e -> e.weight() > 0).forEach(left::add);
        while (!left.isEmpty()) {
            int sum = left.stream().mapToInt(Endpoint::weight).sum();
            int drawn = sum == 0 ? 0 : random.nextInt(sum + 1);
            int running = 0;
            for (Endpoint candidate : left) {
                running += candidate.weight();
                if (running >= drawn) {
                    left.remove(candidate);
                    ordered.add(candidate);
                    break;
                }
            }
        }
    }
}
