// citizen
