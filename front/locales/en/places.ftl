# Addresses of events, and finding places.
error-places-point = This point is not on Earth: longitudes go from -180 to 180, latitudes from -90 to 90.
error-places-unknown = This address is not known here. Please write it out.
error-places-unavailable = Places cannot be looked up at the moment. You can simply write the address.
place-point = a point on the map
error-places-map = The map cannot be shown at the moment. The address says where it is.
