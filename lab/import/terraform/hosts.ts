import { given } from '../../given.ts';
import type { FoundObjects } from '../objects.ts';
import { text, texts } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Resource } from './resources.ts';

/** Instances and network interfaces, by the resources that make them. */
export function hostObjects(reading: Reading): FoundObjects {
  return {
    Instances: reading.all('aws_instance').map((instance) => {
      const groups = reading.refs(instance, 'vpc_security_group_ids');
      return reading.found(instance, {
        InstanceId: reading.id(instance),
        ...given({
          SubnetId: reading.ref(instance, 'subnet_id'),
          PrivateIpAddress: text(instance.values.private_ip),
          PublicIpAddress: elasticIp(reading, instance) ?? text(instance.values.public_ip),
        }),
        SourceDestCheck: instance.values.source_dest_check !== false,
        SecurityGroups: groups.map((GroupId) => ({ GroupId })),
        NetworkInterfaces: texts(instance.values.primary_network_interface_id).map((NetworkInterfaceId) => ({
          NetworkInterfaceId,
        })),
      });
    }),
    NetworkInterfaces: reading.all('aws_network_interface').map((each) =>
      reading.found(each, {
        NetworkInterfaceId: reading.id(each),
        ...given({
          SubnetId: reading.ref(each, 'subnet_id'),
          PrivateIpAddress: text(each.values.private_ip) ?? texts(each.values.private_ips)[0],
        }),
        SourceDestCheck: each.values.source_dest_check !== false,
        Groups: reading.refs(each, 'security_groups').map((GroupId) => ({ GroupId })),
      }),
    ),
  };
}

function elasticIp(reading: Reading, instance: Resource): string | undefined {
  const id = reading.id(instance);
  const own = reading.all('aws_eip').find((each) => reading.ref(each, 'instance') === id);
  const association = reading
    .all('aws_eip_association')
    .find((each) => reading.ref(each, 'instance_id') === id);
  if (own !== undefined) return text(own.values.public_ip);
  return association === undefined
    ? undefined
    : reading.byReference(association, 'allocation_id', 'public_ip');
}
